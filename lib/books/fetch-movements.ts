import { sql } from "drizzle-orm";
import { db } from "@/db/client";
import { orders, registrarCharges, stripeMovements } from "@/db/schema";
import { inTransaction } from "@/db/transaction";
import { openPayments } from "@/lib/accounts/open-payments";
import { openRegistrar } from "@/lib/accounts/open-registrar";
import { DAY, later } from "@/lib/kernel/clock";
import { type Ctx, requirePlatform } from "@/lib/kernel/context";
import { AppError, ProviderError } from "@/lib/kernel/errors";
import type { Movement } from "@/lib/providers/payments/contract";
import type { RegistrarCharge } from "@/lib/providers/registrars/contract";
import { bookSources, markRead, readUntil } from "./sources";

/** Lines that were read, by book; `failed` are the books that could not be read to their end, with why. */
export type FetchedMovements = { movements: number; charges: number; failed: { source: string; message: string }[] };

/** Bills may be written late, and backwards by some days. */
const overlapMs = 3 * DAY;

/**
 * Reads what Stripe moved and what each registrar charged since the last time, and stores it page by page. Reading the same
 * lines again changes nothing. A book that cannot be read leaves the others as they are, and is read from the same place
 * next time.
 */
export async function fetchMovements(ctx: Ctx): Promise<FetchedMovements> {
  requirePlatform(ctx);
  const [sources, until, first] = [await bookSources(), await readUntil(), await firstOrderAt()];
  const result: FetchedMovements = { movements: 0, charges: 0, failed: [] };
  for (const source of sources) {
    const startedAt = ctx.clock.now();
    const since = later(until.get(source.id) ?? first ?? startedAt, -overlapMs);
    try {
      const lines = source.accountId
        ? await readCharges(ctx, source.accountId, since)
        : await readMovements(ctx, since);
      await inTransaction("mark-read", (tx) => markRead(tx, ctx, source, startedAt, lines));
      result[source.accountId ? "charges" : "movements"] += lines;
    } catch (error) {
      if (!(error instanceof ProviderError || error instanceof AppError)) throw error;
      result.failed.push({ source: source.label, message: error.message });
    }
  }
  return result;
}

async function firstOrderAt(): Promise<Date | null> {
  const [row] = await db()
    .select({ at: sql<string | null>`min(${orders.placedAt})` })
    .from(orders);
  return row?.at ? new Date(row.at) : null;
}

async function readMovements(ctx: Ctx, since: Date): Promise<number> {
  let lines = 0;
  for await (const page of openPayments(ctx).movements(since)) lines += await storeMovements(ctx, page);
  return lines;
}

async function readCharges(ctx: Ctx, accountId: string, since: Date): Promise<number> {
  const { registrar } = await openRegistrar(ctx, accountId);
  if (!registrar.charges) return 0;
  let lines = 0;
  // A second more, since `until` is exclusive and a bill may be written in this very moment.
  for await (const page of registrar.charges(since, later(ctx.clock.now(), 1000)))
    lines += await storeCharges(ctx, accountId, page);
  return lines;
}

const excluded = (columns: readonly string[]) =>
  Object.fromEntries(columns.map((column) => [column, sql.raw(`excluded.${snake(column)}`)]));
const snake = (column: string) => column.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

/** Stores a page of Stripe's balance; a line that was stored before takes Stripe's newest word. */
export async function storeMovements(ctx: Ctx, page: Movement[]): Promise<number> {
  const rows = [...new Map(page.map((line) => [line.id, { ...line, fetchedAt: ctx.clock.now() }])).values()];
  if (rows.length === 0) return 0;
  await inTransaction("store-movements", (tx) =>
    tx
      .insert(stripeMovements)
      .values(rows)
      .onConflictDoUpdate({
        target: stripeMovements.id,
        set: excluded(["at", "kind", "sourceId", "intentId", "amountMinor", "feeMinor", "currency"]),
      }),
  );
  return rows.length;
}

/** Stores a page of a registrar's bill; a line that was stored before takes the registrar's newest word. */
export async function storeCharges(ctx: Ctx, registrarAccountId: string, page: RegistrarCharge[]): Promise<number> {
  const fetchedAt = ctx.clock.now();
  const rows = [
    ...new Map(
      page.map(({ externalId, at, verb, name, amount }) => [
        externalId,
        { registrarAccountId, externalId, at, verb, nameAscii: name ?? "", ...amount, fetchedAt },
      ]),
    ).values(),
  ];
  if (rows.length === 0) return 0;
  await inTransaction("store-charges", (tx) =>
    tx
      .insert(registrarCharges)
      .values(rows)
      .onConflictDoUpdate({
        target: [registrarCharges.registrarAccountId, registrarCharges.externalId],
        set: excluded(["at", "verb", "nameAscii", "amountMinor", "currency"]),
      }),
  );
  return rows.length;
}
