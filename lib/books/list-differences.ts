import { and, asc, desc, eq, inArray, ne, sql } from "drizzle-orm";
import { db } from "@/db/client";
import { bookDifferences, merchants, users } from "@/db/schema";
import type { Month } from "./months";
import type { BookCause, BookLine, DifferenceView } from "./views";

/** More are never shown at once: so many are worked off by cause. */
const shownAtMost = 200;

type Side = { at: string; amountMinor: number; currency: string };
type Facts = {
  book: "stripe" | "registrar" | "ledger";
  ours?: Side & { operationId?: string; paymentId?: string; refundId?: string };
  theirs?: Side & { id?: string };
  expectedMinor?: number;
};

/** Differences of a month, the largest amounts first, each with its three columns. */
export async function listDifferences(input: { month: Month; settled: boolean }): Promise<DifferenceView[]> {
  const state = input.settled ? ne(bookDifferences.state, "open") : eq(bookDifferences.state, "open");
  const rows = await db()
    .select({ row: bookDifferences, merchant: merchants.name, closedBy: users.name })
    .from(bookDifferences)
    .leftJoin(merchants, eq(merchants.id, bookDifferences.merchantId))
    .leftJoin(users, eq(users.id, bookDifferences.closedBy))
    .where(and(eq(bookDifferences.month, input.month), state))
    .orderBy(
      ...(input.settled
        ? [desc(bookDifferences.closedAt)]
        : [sql`${bookDifferences.proposal} is null`, desc(sql`abs(${bookDifferences.amountMinor})`)]),
      asc(bookDifferences.id),
    )
    .limit(shownAtMost);
  const orderIds = [...new Set(rows.flatMap(({ row }) => row.orderId ?? []))];
  const [paid, cost] = [await takenOf(orderIds), await costOf(orderIds)];
  return rows.map(({ row, merchant, closedBy }) => {
    const facts = row.facts as Facts;
    const { theirs, ours } = facts;
    const ofOrder = row.orderId ?? "";
    const context = {
      stripe: paid.get(ofOrder) ?? null,
      registrar: cost.get(ofOrder) ?? null,
    };
    return {
      id: row.id,
      cause: row.cause as BookCause,
      state: row.state,
      nameAscii: row.nameAscii,
      orderId: row.orderId,
      merchant,
      amountMinor: row.amountMinor,
      currency: row.currency,
      stripe: facts.book === "registrar" ? context.stripe : lineOf(theirs),
      registrar: facts.book === "registrar" ? lineOf(theirs) : context.registrar,
      order: lineOf(ours),
      expectedMinor: facts.expectedMinor ?? null,
      proposal: row.proposal,
      note: row.note,
      closedBy: closedBy ?? (row.closedBy && "the platform"),
      closedAt: row.closedAt?.toISOString() ?? null,
    };
  });
}

function lineOf(side: (Side & Record<string, unknown>) | undefined): BookLine | null {
  if (!side) return null;
  const what = side.id ?? side.paymentId ?? side.refundId ?? side.operationId ?? "our ledger";
  return {
    what: String(what),
    at: new Date(side.at).toISOString(),
    amountMinor: side.amountMinor,
    currency: side.currency,
  };
}

type OfOrder = { orderId: string; what: string; at: string; amount: number; currency: string };
const byOrder = (rows: Iterable<OfOrder>) =>
  new Map(
    [...rows].map(({ orderId, what, at, amount, currency }) => [
      orderId,
      { what, at: new Date(at).toISOString(), amountMinor: amount, currency },
    ]),
  );

/** What Stripe took for orders, as the other side of a registrar's line. */
async function takenOf(orderIds: string[]): Promise<Map<string, BookLine>> {
  if (orderIds.length === 0) return new Map();
  return byOrder(
    await db().execute<OfOrder>(sql`
      select p.order_id as "orderId", min(m.id) as what, min(m.at) as at, sum(m.amount_minor)::int as amount, min(m.currency) as currency
      from payments p join stripe_movements m on m.intent_id = p.intent_id and m.kind = 'charge'
      where ${inArray(sql`p.order_id`, orderIds)} group by 1`),
  );
}

/** What registrars cost for orders, as the other side of Stripe's line. */
async function costOf(orderIds: string[]): Promise<Map<string, BookLine>> {
  if (orderIds.length === 0) return new Map();
  return byOrder(
    await db().execute<OfOrder>(sql`
      select t.order_id as "orderId", min(t.id) as what, min(t.at) as at, sum(e.amount_minor)::int as amount, min(e.currency) as currency
      from ledger_transactions t join ledger_entries e on e.transaction_id = t.id and e.account = 'registrar_cost'
      where ${inArray(sql`t.order_id`, orderIds)} group by 1`),
  );
}
