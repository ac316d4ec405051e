import { and, eq, sql } from "drizzle-orm";
import { domains, tlds } from "@/db/schema";
import type { Tx } from "@/db/transaction";
import { DAY, later } from "@/lib/kernel/clock";
import type { Ctx } from "@/lib/kernel/context";
import { displayName } from "@/lib/kernel/display-name";
import { appUrl } from "@/lib/kernel/env";
import { mailText } from "@/lib/notices/mail-text";
import { readersOf } from "@/lib/notices/readers-of";
import { writeNotice } from "@/lib/notices/write-notice";
import { tell } from "@/lib/operations/tell";
import type { RegistrarDomain } from "@/lib/providers/registrars/contract";
import { longDay } from "./long-day";

type Domain = typeof domains.$inferSelect;

const sameServers = (a: readonly string[], b: readonly string[]) => [...a].sort().join() === [...b].sort().join();

/**
 * Whether an expired name's registrar has taken its DNS away, as registries' rules ask for the last days in which it can still
 * be renewed (AN-26): by a hold, or by pointing it at servers of its own.
 */
export function isInterrupted(domain: Pick<Domain, "nameServers">, read: RegistrarDomain): boolean {
  const isHeld = read.eppStatuses.some((status) => /^(client|server) ?hold$/i.test(status));
  const isMoved = domain.nameServers.length > 0 && !sameServers(domain.nameServers, read.nameServers);
  return isHeld || isMoved;
}

/** Writes down, once an interruption, that a name leads nowhere until it is renewed, and mails those who can renew it. */
export async function noteInterruption(tx: Tx, ctx: Ctx, domain: Domain, expiresAt: Date): Promise<boolean> {
  const mark = JSON.stringify([{ kind: "dns_interrupted" }]);
  const noted = await tx
    .update(domains)
    .set({ attention: sql`${mark}::jsonb || ${domains.attention}`, updatedAt: ctx.clock.now() })
    .where(and(eq(domains.id, domain.id), sql`not ${domains.attention} @> ${mark}::jsonb`))
    .returning({ id: domains.id });
  if (noted.length === 0) return false;
  const { id: domainId, merchantId, nameAscii } = domain;
  await tell(tx, ctx, { side: "dns", fact: "dns_interrupted", merchantId, domainId, data: { name: nameAscii } });
  if (!merchantId) return true;
  const [rules] = await tx.select({ graceDays: tlds.graceDays }).from(tlds).where(eq(tlds.tld, domain.tld));
  const shown = displayName(nameAscii);
  for (const reader of await readersOf(tx, merchantId))
    await writeNotice(tx, ctx, {
      kind: "dns_interrupted",
      merchantId,
      domainId,
      recipient: reader.email,
      subject: `${shown} has stopped working: it expired on ${longDay(expiresAt)}`,
      body: mailText({
        name: reader.name,
        parts: [
          `The registrar has taken ${shown} off its servers, as the registries' rules ask for names that stay unpaid. Whoever visits it sees a notice instead of your shop, and mail to it comes back.`,
          rules && rules.graceDays > 0
            ? `Until ${longDay(later(expiresAt, rules.graceDays * DAY))} it can be renewed at the price of a renewal. After that only a restore brings it back, which costs far more.`
            : "It can be renewed now; the days for that are few.",
          "Shop and mail work again within minutes of the renewal; nothing of them is lost.",
        ],
        action: { label: `Renew ${shown}`, url: `${appUrl()}/renewals/${domainId}` },
      }),
      onceKey: `${domainId}:dns_interrupted:${reader.userId}:${expiresAt.toISOString().slice(0, 10)}`,
    });
  return true;
}
