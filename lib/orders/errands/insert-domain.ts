import { and, eq, inArray } from "drizzle-orm";
import { domainSetup, domains, tlds } from "@/db/schema";
import type { setupSteps } from "@/db/schema/domains";
import type { Tx } from "@/db/transaction";
import { DAY, later } from "@/lib/kernel/clock";
import type { Ctx } from "@/lib/kernel/context";
import { newId } from "@/lib/kernel/ids";
import { shownRegistrant } from "@/lib/notices/shown-registrant";
import type { RegistrarDomain } from "@/lib/providers/registrars/contract";
import { type Order, type OrderItem, registrantOf } from "../rows";

/** A name that has come to our account: its row, as the registrar describes it, and the steps that follow. */
export async function insertDomain(
  tx: Tx,
  ctx: Ctx,
  order: Order,
  item: OrderItem,
  read: RegistrarDomain,
  steps: readonly (typeof setupSteps)[number][],
): Promise<{ domainId: string }> {
  const now = ctx.clock.now();
  // A row of an earlier life of the name: it expired or left, and has now come again.
  await tx
    .update(domains)
    .set({ registration: "cancelled", updatedAt: now })
    .where(and(eq(domains.nameAscii, item.nameAscii), inArray(domains.registration, ["expired", "redemption"])));
  const [rules] = await tx
    .select({ lockDays: tlds.lockDays, verifyDays: tlds.verifyDays })
    .from(tlds)
    .where(eq(tlds.tld, item.tld));
  const domainId = newId("domain");
  const unverified = read.registrantVerified === false;
  await tx.insert(domains).values({
    id: domainId,
    merchantId: item.merchantId,
    nameAscii: item.nameAscii,
    tld: item.tld,
    registrar: item.registrar,
    registrarAccountId: item.registrarAccountId,
    orderItemId: item.id,
    registration: "active",
    registeredAt: read.createdAt,
    expiresAt: read.expiresAt,
    expirySource: "registrar",
    autoRenew: item.autoRenew,
    registrarAutoRenew: read.autoRenew,
    privacy: read.privacy,
    locked: read.locked,
    registrant: registrantOf(order).contact,
    registrantEmail: registrantOf(order).contact.email,
    ...shownRegistrant(read),
    nameServers: read.nameServers,
    eppStatuses: read.eppStatuses,
    attention: unverified ? [{ kind: "verify_email" }] : [],
    transferLockedUntil: rules && rules.lockDays > 0 ? later(now, rules.lockDays * DAY) : null,
    verifyBy: unverified && rules && rules.verifyDays > 0 ? later(now, rules.verifyDays * DAY) : null,
    verifiedAt: read.registrantVerified ? now : null,
    renewPriceMinor: item.renewPriceMinor,
    currency: order.currency,
    observedAt: now,
    createdAt: now,
    updatedAt: now,
  });
  await tx.insert(domainSetup).values(steps.map((step) => ({ domainId, step })));
  return { domainId };
}
