import { eq, sql } from "drizzle-orm";
import { z } from "zod";
import { tldCosts, tlds } from "@/db/schema";
import { inTransaction, type Tx } from "@/db/transaction";
import { audit } from "@/lib/identity/audit";
import { type Ctx, requirePlatform } from "@/lib/kernel/context";
import { AppError } from "@/lib/kernel/errors";
import type { Registrar, TldCost } from "@/lib/providers/registrars/contract";
import { priceActions } from "./price";

const minor = z.int().min(0).max(1_000_000_000);
const costSchema = z.object({
  tld: z.string().regex(/^[a-z0-9-]+(\.[a-z0-9-]+)*$/),
  currency: z.string().regex(/^[A-Z]{3}$/),
  registerMinor: minor,
  renewMinor: minor,
  transferMinor: minor.nullable(),
  restoreMinor: minor.nullable(),
});

/** What an import found. `changed` carries the costs before and after; `unlisted` are TLDs new to the catalogue, not sold yet. */
export type PriceImport = {
  listed: number;
  added: string[];
  changed: { tld: string; before: TldCost; after: TldCost }[];
  unlisted: string[];
  /** Lines of the price list that made no sense and were left out. */
  refused: string[];
};

function isSame(a: TldCost, b: TldCost): boolean {
  return a.currency === b.currency && priceActions.every((action) => a[action] === b[action]);
}

async function readList(registrar: Registrar): Promise<{ costs: Map<string, TldCost>; refused: string[] }> {
  const costs = new Map<string, TldCost>();
  const refused: string[] = [];
  for await (const cost of registrar.prices()) {
    const parsed = costSchema.safeParse(cost);
    if (parsed.success) costs.set(parsed.data.tld, parsed.data);
    else refused.push(String(cost.tld).slice(0, 100));
  }
  return { costs, refused };
}

/** TLDs that the registrar sells and the catalogue does not know join its end, switched off until an admin looks at them. */
async function addUnlisted(tx: Tx, names: string[], now: Date): Promise<string[]> {
  if (names.length === 0) return [];
  const [{ last } = { last: 0 }] = await tx
    .select({ last: sql<number>`coalesce(max(${tlds.position}), 0)::int` })
    .from(tlds);
  const rows = names.map((tld, i) => ({
    tld,
    group: "general",
    sold: false,
    position: last + 10 * (i + 1),
    updatedAt: now,
  }));
  const added = await tx.insert(tlds).values(rows).onConflictDoNothing().returning({ tld: tlds.tld });
  return added.map((row) => row.tld);
}

/**
 * Reads an account's whole price list and keeps it as costs, in one statement. TLDs that left the list keep their last
 * cost until it is too old to sell by. An empty or broken list changes nothing.
 */
export async function importPrices(
  ctx: Ctx,
  { accountId, registrar }: { accountId: string; registrar: Registrar },
): Promise<PriceImport> {
  requirePlatform(ctx);
  const { costs, refused } = await readList(registrar);
  if (costs.size === 0) {
    throw new AppError(
      "provider_failed",
      `${registrar.descriptor.label} sent an empty price list. Prices stay as they were. Try again later.`,
    );
  }
  const now = ctx.clock.now();
  return inTransaction("import-prices", async (tx) => {
    const known = new Map(
      (await tx.select().from(tldCosts).where(eq(tldCosts.registrarAccountId, accountId))).map((row) => [row.tld, row]),
    );
    const added: string[] = [];
    const changed: PriceImport["changed"] = [];
    for (const [tld, after] of costs) {
      const before = known.get(tld);
      if (!before) added.push(tld);
      else if (!isSame(before, after)) {
        const { registrarAccountId: _account, fetchedAt: _at, ...cost } = before;
        changed.push({ tld, before: cost, after });
      }
    }
    await tx
      .insert(tldCosts)
      .values([...costs.values()].map((cost) => ({ ...cost, registrarAccountId: accountId, fetchedAt: now })))
      .onConflictDoUpdate({
        target: [tldCosts.registrarAccountId, tldCosts.tld],
        set: {
          currency: sql`excluded.currency`,
          registerMinor: sql`excluded.register_minor`,
          renewMinor: sql`excluded.renew_minor`,
          transferMinor: sql`excluded.transfer_minor`,
          restoreMinor: sql`excluded.restore_minor`,
          fetchedAt: sql`excluded.fetched_at`,
        },
      });
    const unlisted = await addUnlisted(tx, [...costs.keys()], now);
    const result = { listed: costs.size, added, changed, unlisted, refused };
    await audit(tx, ctx, {
      action: "prices.imported",
      subject: { kind: "registrar_account", id: accountId },
      after: result,
    });
    return result;
  });
}
