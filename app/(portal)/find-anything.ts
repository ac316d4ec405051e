"use server";

import { z } from "zod";
import { action } from "@/app/_lib/action";
import type { Found } from "@/components/frame/palette-trigger";
import { listInvoices } from "@/lib/billing/list-invoices";
import { documentWord, namesInWords } from "@/lib/billing/views";
import { listDomains } from "@/lib/domains/list-domains";
import { displayName } from "@/lib/kernel/display-name";
import { listOrders } from "@/lib/orders/list-orders";

const find = action({ input: z.object({ query: z.string().max(200) }), limit: "read" }, async (ctx, { query }) => {
  const [domains, orders, invoices] = await Promise.all([
    listDomains(ctx, { query, limit: 6 }),
    listOrders(ctx, { query, limit: 4 }),
    looksLikeNumber(query) ? listInvoices(ctx, { query, limit: 4 }) : { rows: [] },
  ]);
  return [
    ...domains.rows.map((row) => ({ kind: "Domain", label: displayName(row.nameAscii), href: `/domains/${row.id}` })),
    ...orders.rows.map((row) => ({
      kind: "Order",
      label: row.names.map(displayName).join(", ") || row.id,
      href: `/orders/${row.id}`,
    })),
    ...invoices.rows.map((row) => ({
      kind: documentWord(row.kind),
      label: `${row.number}, ${namesInWords(row.names, row.nameCount)}`,
      href: `/invoices/${row.id}`,
    })),
  ] satisfies Found[];
});

/** Numbers of invoices; names are found as domains and orders. */
const looksLikeNumber = (query: string) => /^[a-z-]*\d[\d-]*$/i.test(query.trim());

/** For the command palette: the member's own domains, orders and invoices that match. */
export async function findAnything(query: string): Promise<Found[]> {
  const outcome = await find({ query });
  return outcome.ok ? outcome.data : [];
}
