"use server";

import { z } from "zod";
import { action } from "@/app/_lib/action";
import type { Found } from "@/components/frame/palette-trigger";
import { listInvoices } from "@/lib/billing/list-invoices";
import { documentWord, namesInWords } from "@/lib/billing/views";
import { requireAdmin } from "@/lib/kernel/context";
import { displayName } from "@/lib/kernel/display-name";
import { listOrders } from "@/lib/orders/list-orders";
import { listTlds } from "@/lib/tlds/queries";

const find = action({ input: z.object({ query: z.string().max(200) }), limit: "read" }, async (ctx, { query }) => {
  requireAdmin(ctx);
  const ending = query.trim().toLowerCase().replace(/^\./, "");
  const [orders, invoices, tlds] = await Promise.all([
    listOrders(ctx, { query, limit: 6 }),
    /\d/.test(query) ? listInvoices(ctx, { query, limit: 4 }) : { rows: [] },
    listTlds({ clock: ctx.clock }),
  ]);
  return [
    ...orders.rows.map((row) => ({
      kind: `Order of ${row.merchantName}`,
      label: row.names.map(displayName).join(", ") || row.id,
      href: `/admin/orders/${row.id}`,
    })),
    ...invoices.rows.map((row) => ({
      kind: `${documentWord(row.kind)} of ${row.merchantName}`,
      label: `${row.number}, ${namesInWords(row.names, row.nameCount)}`,
      href: `/admin/invoices/${row.id}`,
    })),
    ...tlds
      .filter(({ tld, tldUnicode }) => tld.startsWith(ending) || tldUnicode.startsWith(ending))
      .slice(0, 4)
      .map(({ tld, tldUnicode }) => ({ kind: "Ending", label: `.${tldUnicode}`, href: `/admin/tlds?q=${tld}` })),
  ] satisfies Found[];
});

/** For the command palette: orders and invoices of every merchant, and endings. */
export async function findForAdmin(query: string): Promise<Found[]> {
  const outcome = await find({ query });
  return outcome.ok ? outcome.data : [];
}
