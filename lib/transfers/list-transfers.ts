import { and, desc, eq, lt, or, sql } from "drizzle-orm";
import { db } from "@/db/client";
import { domains, orderItems, orders } from "@/db/schema";
import { type Ctx, requireMerchant } from "@/lib/kernel/context";
import { expectedBy, stageViews, usualEstimate } from "./stages";
import { transferEstimate } from "./transfer-estimate";
import { transferFacts } from "./transfer-facts";
import type { TransferRow } from "./views";

const pageSize = 50;

/** The names that the acting merchant brings here, or brought: what moves first, then the newest. */
export async function listTransfers(
  ctx: Ctx,
  { after, limit = pageSize }: { after?: string | undefined; limit?: number } = {},
): Promise<{ rows: TransferRow[]; next: string | null; total: number }> {
  const merchantId = requireMerchant(ctx);
  const mine = and(eq(orderItems.merchantId, merchantId), eq(orderItems.kind, "transfer"));
  const open = sql<boolean>`${orderItems.state} in ('waiting', 'registering')`;
  const from = cursor(after);
  const [found, [count]] = await Promise.all([
    db()
      .select({ item: orderItems, order: orders, domainId: domains.id, open })
      .from(orderItems)
      .innerJoin(orders, eq(orders.id, orderItems.orderId))
      .leftJoin(domains, eq(domains.orderItemId, orderItems.id))
      .where(
        from
          ? and(mine, or(sql`(${open}) < ${from.open}`, and(sql`(${open}) = ${from.open}`, lt(orderItems.id, from.id))))
          : mine,
      )
      .orderBy(desc(open), desc(orderItems.id))
      .limit(limit + 1),
    db().select({ total: sql<number>`count(*)::int` }).from(orderItems).where(mine),
  ]);
  const page = found.slice(0, limit);
  const endings = [...new Set(page.filter((row) => row.open).map((row) => row.item.tld))];
  const estimates = new Map(await Promise.all(endings.map(async (tld) => [tld, await transferEstimate(tld)] as const)));
  const now = ctx.clock.now();
  const last = page.at(-1);
  return {
    rows: page.map(({ item, order, domainId }) =>
      toRow(item, order, domainId, estimates.get(item.tld) ?? usualEstimate, now),
    ),
    next: found.length > limit && last ? `${last.open ? 1 : 0}${last.item.id}` : null,
    total: count?.total ?? 0,
  };
}

function cursor(after: string | undefined): { open: boolean; id: string } | null {
  const [, open, id] = /^([01])(itm_[0-9a-z]{1,40})$/.exec(after ?? "") ?? [];
  return id ? { open: open === "1", id } : null;
}

function toRow(
  item: typeof orderItems.$inferSelect,
  order: typeof orders.$inferSelect,
  domainId: string | null,
  estimate: typeof usualEstimate,
  now: Date,
): TransferRow {
  const facts = transferFacts(order, item, estimate);
  const here = stageViews(facts, now).find((stage) => stage.state === "working" || stage.state === "needs_you");
  return {
    itemId: item.id,
    orderId: order.id,
    nameAscii: item.nameAscii,
    state: facts.state,
    stage: item.stage,
    startedAt: order.heldAt?.toISOString() ?? null,
    endedAt: item.endedAt?.toISOString() ?? null,
    expectedBy: facts.state === "moving" && order.heldAt ? expectedBy(order.heldAt, estimate).toISOString() : null,
    sentence: sentenceOf(item, facts.state, here?.sentence ?? null),
    domainId,
  };
}

function sentenceOf(
  item: typeof orderItems.$inferSelect,
  state: ReturnType<typeof transferFacts>["state"],
  stage: string | null,
): string {
  switch (state) {
    case "done":
      return "It is here.";
    case "failed":
      return item.failureMessage ?? "It did not move, and you were not charged for it.";
    case "unpaid":
      return "Waits for its payment. Nothing was sent yet.";
    case "needs_code":
      return item.failureMessage ?? "The code was refused. Give another one and it goes on.";
    case "moving":
      return stage ?? "Under way.";
  }
}
