import { and, asc, eq, inArray } from "drizzle-orm";
import { db } from "@/db/client";
import { invoiceLines, invoices, orderItems, orders, recordSets, zones } from "@/db/schema";
import { inTransaction } from "@/db/transaction";
import { openRegistrar } from "@/lib/accounts/open-registrar";
import { audit } from "@/lib/identity/audit";
import { type Ctx, requireMerchant } from "@/lib/kernel/context";
import { ProviderError } from "@/lib/kernel/errors";
import type { RegistrarDomain } from "@/lib/providers/registrars/contract";
import { exitChecklist } from "./exit-checklist";
import { leavingDomain } from "./leaving-domain";
import { zipOf } from "./zip-of";
import { zoneFile } from "./zone-file";

/**
 * Everything that somebody needs to take a name elsewhere, as one archive (L-15): its zone in BIND's form, its dates and
 * settings, its registrant, its invoices, and what to do in which order. Never the auth code: that is shown, once, on its page.
 */
export async function exitPack(
  ctx: Ctx,
  { domainId }: { domainId: string },
): Promise<{ fileName: string; zip: Buffer }> {
  const merchantId = requireMerchant(ctx);
  const { domain, obstacles } = await leavingDomain(ctx, domainId);
  const [zone, bills, registrant, read] = await Promise.all([
    zoneOf(domain.id),
    billsOf(merchantId, domain.id),
    registrantOf(domain.orderItemId),
    readAtRegistrar(ctx, domain),
  ]);
  const now = ctx.clock.now();
  const facts = {
    name: domain.nameAscii,
    madeAt: now.toISOString(),
    registrar: domain.registrar,
    registeredAt: (read?.createdAt ?? domain.registeredAt)?.toISOString() ?? null,
    expiresAt: (read?.expiresAt ?? domain.expiresAt)?.toISOString() ?? null,
    readAt: (read ? now : domain.observedAt)?.toISOString() ?? null,
    locked: read?.locked ?? domain.locked,
    privacy: read?.privacy ?? domain.privacy,
    nameServers: read?.nameServers ?? domain.nameServers,
    statuses: read?.eppStatuses ?? domain.eppStatuses,
    dnssec: read?.dsRecords ?? [],
    mayLeave: obstacles.length === 0,
    obstacles: obstacles.map(({ reason }) => reason),
  };
  await inTransaction("exit-pack", (tx) =>
    audit(tx, ctx, { action: "domain.exit_pack_made", subject: { kind: "domain", id: domain.id } }),
  );
  const json = (value: unknown) => `${JSON.stringify(value, null, 2)}\n`;
  return {
    fileName: `${domain.nameAscii}-exit-pack.zip`,
    zip: zipOf(
      [
        { name: "READ-ME-FIRST.txt", text: exitChecklist({ ...facts, hasZone: zone !== null }) },
        { name: "domain.json", text: json(facts) },
        { name: "registrant.json", text: json(registrant) },
        { name: "invoices.json", text: json(bills) },
        ...(zone ? [{ name: `${domain.nameAscii}.zone`, text: zoneFile(domain.nameAscii, zone.records, now) }] : []),
      ],
      now,
    ),
  };
}

async function zoneOf(domainId: string) {
  const [zone] = await db().select({ id: zones.id }).from(zones).where(eq(zones.domainId, domainId)).limit(1);
  if (!zone) return null;
  const records = await db()
    .select()
    .from(recordSets)
    .where(eq(recordSets.zoneId, zone.id))
    .orderBy(asc(recordSets.name), asc(recordSets.type));
  return { records };
}

async function billsOf(merchantId: string, domainId: string) {
  const lines = await db()
    .selectDistinct({ id: invoiceLines.invoiceId })
    .from(invoiceLines)
    .where(and(eq(invoiceLines.merchantId, merchantId), eq(invoiceLines.domainId, domainId)));
  if (lines.length === 0) return [];
  return db()
    .select({
      number: invoices.number,
      kind: invoices.kind,
      state: invoices.state,
      issuedAt: invoices.issuedAt,
      currency: invoices.currency,
      totalMinor: invoices.totalMinor,
    })
    .from(invoices)
    .where(
      inArray(
        invoices.id,
        lines.map(({ id }) => id),
      ),
    )
    .orderBy(asc(invoices.issuedAt));
}

/** As ordered; the registry may have been told more since. */
async function registrantOf(orderItemId: string | null) {
  if (!orderItemId) return null;
  const [row] = await db()
    .select({ contact: orders.contact })
    .from(orderItems)
    .innerJoin(orders, eq(orders.id, orderItems.orderId))
    .where(eq(orderItems.id, orderItemId));
  return row?.contact ?? null;
}

/** The registrar's own word where it can be had; a pack must not fail because a registrar sleeps. */
async function readAtRegistrar(
  ctx: Ctx,
  domain: { registrarAccountId: string; nameAscii: string },
): Promise<RegistrarDomain | null> {
  const { registrar } = await openRegistrar(ctx, domain.registrarAccountId);
  return registrar.domain(domain.nameAscii).catch((error: unknown) => {
    if (!(error instanceof ProviderError)) throw error;
    return null;
  });
}
