import { and, eq } from "drizzle-orm";
import { db } from "@/db/client";
import { domainSetup, domains, tlds } from "@/db/schema";
import { inTransaction } from "@/db/transaction";
import { openRegistrar } from "@/lib/accounts/open-registrar";
import { DAY, later, SECOND } from "@/lib/kernel/clock";
import type { Ctx } from "@/lib/kernel/context";
import { ProviderError } from "@/lib/kernel/errors";
import { shownRegistrant } from "@/lib/notices/shown-registrant";
import type { RegistrarDomain } from "@/lib/providers/registrars/contract";
import type { Domain, StepResult } from "./subject";

const asked = "asked: ";

/** The registrar has the registrant that the merchant chose. Setting the same one twice is harmless, so a lost answer is asked again. */
export async function writeRegistrant(ctx: Ctx, domain: Domain): Promise<StepResult> {
  if (!domain.registrant) return { done: true, note: "Nothing to change" };
  const { registrar } = await openRegistrar(ctx, domain.registrarAccountId);
  const of = and(eq(domainSetup.domainId, domain.id), eq(domainSetup.step, "registrant"));
  const [step] = await db().select({ note: domainSetup.note }).from(domainSetup).where(of);
  const remember = (note: string | null) =>
    inTransaction("registrant-asked", (tx) => tx.update(domainSetup).set({ note }).where(of));
  const ref = step?.note?.startsWith(asked) ? step.note.slice(asked.length) : null;
  const answer = ref
    ? await registrar.operation(ref)
    : await registrar.setContacts(domain.nameAscii, domain.registrant);
  if (!answer || answer.state === "refused") {
    await remember(null);
    throw new ProviderError(domain.registrar, "rejected", answer?.message ?? "The registrar knows nothing of it.");
  }
  if (answer.state !== "done") {
    if (!ref && "ref" in answer) await remember(`${asked}${answer.ref}`);
    return { done: false, waitMs: 5 * SECOND };
  }
  const read = await registrar.domain(domain.nameAscii);
  const shown = read && shownRegistrant(read).registrantEmail;
  if (!read || (shown && shown.toLowerCase() !== domain.registrant.email.toLowerCase()))
    return { done: false, waitMs: 5 * SECOND };
  await keep(ctx, domain, read);
  return { done: true, note: "Read back as written" };
}

/** Whoever is new has to confirm their address, as after a registration (U-16). */
async function keep(ctx: Ctx, domain: Domain, read: RegistrarDomain): Promise<void> {
  const now = ctx.clock.now();
  const [rules] = await db().select({ verifyDays: tlds.verifyDays }).from(tlds).where(eq(tlds.tld, domain.tld));
  const confirms = read.registrantVerified === false && rules !== undefined && rules.verifyDays > 0;
  await inTransaction("registrant-written", (tx) =>
    tx
      .update(domains)
      .set({
        registrantEmail: domain.registrant?.email ?? null,
        ...shownRegistrant(read),
        ...(confirms && { verifyBy: later(now, rules.verifyDays * DAY), verifiedAt: null }),
        ...(confirms && {
          attention: [{ kind: "verify_email" }, ...domain.attention.filter(({ kind }) => kind !== "verify_email")],
        }),
        observedAt: now,
        updatedAt: now,
      })
      .where(eq(domains.id, domain.id)),
  );
}
