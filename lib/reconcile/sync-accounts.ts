import { and, asc, eq, inArray, isNull } from "drizzle-orm";
import { db } from "@/db/client";
import { domains, registrarAccounts } from "@/db/schema";
import { openRegistrar } from "@/lib/accounts/open-registrar";
import { later, MINUTE } from "@/lib/kernel/clock";
import { type Ctx, requirePlatform } from "@/lib/kernel/context";
import { AppError, ProviderError } from "@/lib/kernel/errors";
import type { RegistrarListing } from "@/lib/providers/registrars/contract";
import { observeName } from "@/lib/renewals/observe-name";
import { markTransferredAway } from "@/lib/transfers/mark-transferred-away";
import { openRegistries } from "@/lib/transfers/open-registries";

type Domain = typeof domains.$inferSelect;

/** `names` were listed; of `different` ones details were read, `changed` our books, and `away` are at another registrar now. */
export type AccountSync = { names: number; different: number; changed: number; away: number };

/** Lists lag behind what a registrar has just done: a name heard of so shortly ago is left to the next run. */
const settledMs = 10 * MINUTE;

/** So many names an account reads one by one in a run; the rest comes with the next. */
const mostReads = 500;

/** More names than this missing at once are a list that is wrong, not names that left. */
const mostMissing = (held: number) => Math.max(5, Math.floor(held / 5));

/**
 * Lays the list of each of the platform's accounts beside our names, whatever their dates: one whose expiry or own renewal is
 * another is read and taken over, one that is missing is asked for at its registry and, if another registrar has it, has
 * left (T-7). Throws after the last account when one could not be read, so that the run is tried again.
 */
export async function syncAccounts(ctx: Ctx, { dryRun = false }: { dryRun?: boolean } = {}): Promise<AccountSync> {
  requirePlatform(ctx);
  const accounts = await db()
    .select({ id: registrarAccounts.id })
    .from(registrarAccounts)
    .where(isNull(registrarAccounts.merchantId))
    .orderBy(asc(registrarAccounts.id));
  const sum: AccountSync = { names: 0, different: 0, changed: 0, away: 0 };
  let failure: unknown;
  for (const { id } of accounts) {
    const held = await heldNames(id);
    if (held.length === 0) continue;
    try {
      await syncAccount(ctx, id, held, sum, dryRun);
    } catch (error) {
      if (!(error instanceof ProviderError || error instanceof AppError)) throw error;
      failure ??= error;
    }
  }
  if (failure) throw failure;
  return sum;
}

async function heldNames(accountId: string): Promise<Domain[]> {
  return db()
    .select()
    .from(domains)
    .where(
      and(
        eq(domains.registrarAccountId, accountId),
        inArray(domains.registration, ["active", "expired", "redemption"]),
      ),
    )
    .orderBy(asc(domains.nameAscii));
}

async function syncAccount(
  ctx: Ctx,
  accountId: string,
  held: readonly Domain[],
  sum: AccountSync,
  dryRun: boolean,
): Promise<void> {
  const { registrar } = await openRegistrar(ctx, accountId);
  const listed = new Map<string, RegistrarListing>();
  let complete = true;
  for await (const page of registrar.domains()) {
    for (const listing of page.names) listed.set(listing.name, listing);
    complete &&= page.complete;
  }
  sum.names += listed.size;
  const heardBefore = later(ctx.clock.now(), -settledMs);
  const settled = held.filter(({ observedAt }) => !observedAt || observedAt <= heardBefore);
  const missing = complete ? settled.filter(({ nameAscii }) => !listed.has(nameAscii)) : [];
  if (missing.length > mostMissing(held.length))
    throw new AppError(
      "provider_failed",
      `The registrar lists ${listed.size} names, and ${missing.length} of our ${held.length} are not among them. That is more than leave in a day, so nothing was changed. Check the account's credentials.`,
    );
  const different = settled.filter((domain) => differs(domain, listed.get(domain.nameAscii)));
  sum.different += different.length + missing.length;
  if (dryRun) return;
  for (const domain of [...different, ...missing].slice(0, mostReads)) {
    const seen = await observeName(ctx, domain);
    if (seen === "changed" || seen === "renewed_unasked") sum.changed += 1;
    if (seen === "gone" && (await isElsewhere(ctx, domain.nameAscii))) {
      if (await markTransferredAway(ctx, { domainId: domain.id })) sum.away += 1;
    }
  }
}

function differs(domain: Domain, listing: RegistrarListing | undefined): boolean {
  if (!listing) return false;
  const isOtherSwitch = listing.autoRenew !== null && listing.autoRenew !== domain.registrarAutoRenew;
  return isOtherSwitch || listing.expiresAt?.getTime() !== domain.expiresAt?.getTime();
}

/** Whether the registry still knows the name, so that somebody else must hold it. One that was deleted has not moved. */
async function isElsewhere(ctx: Ctx, name: string): Promise<boolean> {
  return (await openRegistries(ctx).domain(name)) !== null;
}
