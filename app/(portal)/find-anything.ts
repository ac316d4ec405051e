"use server";

import { z } from "zod";
import { action } from "@/app/_lib/action";
import type { Found } from "@/components/frame/palette-trigger";
import { listDomains } from "@/lib/domains/list-domains";
import { displayName } from "@/lib/kernel/display-name";
import { listOrders } from "@/lib/orders/list-orders";

const find = action({ input: z.object({ query: z.string().max(200) }), limit: "read" }, async (ctx, { query }) => {
  const [domains, orders] = await Promise.all([
    listDomains(ctx, { query, limit: 6 }),
    listOrders(ctx, { query, limit: 4 }),
  ]);
  return [
    ...domains.rows.map((row) => ({ kind: "Domain", label: displayName(row.nameAscii), href: `/domains/${row.id}` })),
    ...orders.rows.map((row) => ({
      kind: "Order",
      label: row.names.map(displayName).join(", ") || row.id,
      href: `/orders/${row.id}`,
    })),
  ] satisfies Found[];
});

/** For the command palette: the member's own domains and orders that match. */
export async function findAnything(query: string): Promise<Found[]> {
  const outcome = await find({ query });
  return outcome.ok ? outcome.data : [];
}
