import { and, eq, inArray } from "drizzle-orm";
import { db } from "@/db/client";
import { domains, nameClaims } from "@/db/schema";
import { openRegistrar } from "@/lib/accounts/open-registrar";
import { type Limit, requireToken } from "@/lib/identity/rate-limit";
import { type Ctx, requireMerchant } from "@/lib/kernel/context";
import { parseDomainName } from "@/lib/kernel/domain-name";
import { AppError, ProviderError } from "@/lib/kernel/errors";
import { log } from "@/lib/kernel/log";
import type { RdapDomain } from "@/lib/providers/rdap/contract";
import type { Transferability } from "@/lib/providers/registrars/contract";
import { findTld } from "@/lib/tlds/queries";
import { readAuthCode } from "./auth-code";
import { checklist } from "./checklist";
import { leavingSteps } from "./leaving-steps";
import { openRegistries } from "./open-registries";
import { afterTransfer } from "./term";
import { transferEstimate } from "./transfer-estimate";
import type { PreflightView } from "./views";

/** Each look asks a registry and a registrar. */
const looks: Limit = { capacity: 60, refillPerMinute: 60 };

/**
 * Looks, now, at everything that can keep a name from moving here: our own books, what its registry publishes and what our
 * registrar says. Only reads, costs nothing, may be asked as often as a person likes. Throws `invalid` for what is no name.
 * The code, where given, is looked at and forgotten.
 */
export async function preflight(ctx: Ctx, input: { name: string; authCode?: string }): Promise<PreflightView> {
  const merchantId = requireMerchant(ctx);
  const parsed = parseDomainName(input.name);
  if (!parsed.ok)
    throw new AppError("invalid", `${parsed.message} Nothing was ordered.`, { fields: { name: parsed.message } });
  const { ascii: name, unicode, tld } = parsed.name;
  await requireToken(`transfer-check:${merchantId}`, looks, ctx.clock, "These names were looked at very often.");
  const entry = await findTld(tld, { clock: ctx.clock });
  const transferMinor = entry?.notSold === null ? (entry.prices?.transferMinor ?? null) : null;
  const code = input.authCode === undefined ? undefined : readAuthCode(input.authCode);

  const [here, registry, registrar, estimate] = await Promise.all([
    whereWithUs(merchantId, name),
    askRegistry(ctx, name),
    entry?.accountId
      ? askRegistrar(ctx, entry.accountId, name, code?.ok ? code.code : undefined)
      : ("unanswered" as const),
    transferEstimate(tld),
  ]);
  const codeRequired = entry?.authCodeRequired ?? true;
  const now = ctx.clock.now();
  const checks = checklist({
    name,
    now,
    registry,
    registrar,
    here,
    offered: transferMinor !== null,
    lockDays: entry?.lockDays ?? 60,
    code,
    codeRequired,
  });
  const published = registry === "unanswered" ? null : registry;
  const { afterwards } = afterTransfer(published?.expiresAt ?? null, now);
  return {
    nameAscii: name,
    nameUnicode: unicode,
    tld,
    checks,
    clear: checks.every((check) => check.state === "ok" || check.state === "waiting"),
    codeRequired,
    holder: { name: published?.registrar.name ?? null, steps: leavingSteps(published?.registrar.name ?? null) },
    price:
      entry?.prices && transferMinor !== null
        ? { priceMinor: transferMinor, renewPriceMinor: entry.prices.renewMinor, currency: entry.currency }
        : null,
    term: { expiresAt: published?.expiresAt?.toISOString() ?? null, afterwards: afterwards?.toISOString() ?? null },
    estimate,
    privacyPossible: entry?.privacy ?? false,
    checkedAt: now.toISOString(),
  };
}

async function whereWithUs(merchantId: string, name: string): Promise<"mine" | "others" | "under_way" | null> {
  const live = ["pending", "active", "expired", "redemption", "fraud"] as const;
  const [[domain], [claim]] = await Promise.all([
    db()
      .select({ merchantId: domains.merchantId })
      .from(domains)
      .where(and(eq(domains.nameAscii, name), inArray(domains.registration, [...live]))),
    db().select({ name: nameClaims.nameAscii }).from(nameClaims).where(eq(nameClaims.nameAscii, name)),
  ]);
  if (domain) return domain.merchantId === merchantId ? "mine" : "others";
  return claim ? "under_way" : null;
}

async function askRegistry(ctx: Ctx, name: string): Promise<RdapDomain | null | "unanswered"> {
  return openRegistries(ctx).domain(name).catch(unanswered("the registry"));
}

async function askRegistrar(
  ctx: Ctx,
  accountId: string,
  name: string,
  code: string | undefined,
): Promise<Transferability | "unanswered"> {
  const { registrar } = await openRegistrar(ctx, accountId);
  return registrar.transferability(name, code).catch(unanswered("the registrar"));
}

/** Silence of one of them is a line of the checklist, not the end of it. */
function unanswered(who: string): (error: unknown) => "unanswered" {
  return (error) => {
    if (!(error instanceof ProviderError)) throw error;
    if (error.kind !== "unsupported") log.warn(`${who} was not heard before a transfer`, { kind: error.kind });
    return "unanswered";
  };
}
