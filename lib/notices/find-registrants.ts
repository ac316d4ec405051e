import { sql } from "drizzle-orm";
import { inTransaction } from "@/db/transaction";
import { openRegistrar } from "@/lib/accounts/open-registrar";
import { HOUR } from "@/lib/kernel/clock";
import type { Ctx } from "@/lib/kernel/context";
import { log } from "@/lib/kernel/log";
import { openCase } from "@/lib/operations/open-case";
import { shownRegistrant } from "./shown-registrant";

/** How many names a page of a run asks registrars about. More take turns by the hour, so that none waits behind the hopeless. */
const mostAsked = 200;
/** A registrar that fails this often in a row is down: the next run asks again. */
const patience = 3;

type Wanted = { id: string; name_ascii: string; merchant_id: string | null; registrar_account_id: string };

/**
 * The e-mail addresses of registrants of whom our rows have none, as their registrar has them, by domain id. A name whose
 * registrar has none either, or hides it, becomes a case: its notices cannot be sent.
 */
export async function findRegistrants(ctx: Ctx, wanted: readonly Wanted[]): Promise<Map<string, string>> {
  const found = new Map<string, string>();
  const from = (Math.floor(ctx.clock.now().getTime() / HOUR) * mostAsked) % Math.max(wanted.length, 1);
  let inARow = 0;
  for (const domain of [...wanted.slice(from), ...wanted.slice(0, from)].slice(0, mostAsked)) {
    if (inARow >= patience) break;
    try {
      const { registrar } = await openRegistrar(ctx, domain.registrar_account_id);
      const read = await registrar.domain(domain.name_ascii);
      const { registrantEmail } = read ? shownRegistrant(read) : {};
      if (registrantEmail) found.set(domain.id, registrantEmail);
      else await askPerson(ctx, domain);
      inARow = 0;
    } catch (error) {
      inARow += 1;
      log.warn("a registrant could not be looked up", { domainId: domain.id, error });
    }
  }
  if (found.size > 0) await keep(found);
  return found;
}

/** So that the next notice of these names asks no registrar. */
function keep(found: ReadonlyMap<string, string>): Promise<unknown> {
  const rows = [...found].map(([id, email]) => ({ id, email }));
  return inTransaction("registrants-found", (tx) =>
    tx.execute(sql`update domains d set registrant_email = f.email
      from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as f (id text, email text) where d.id = f.id`),
  );
}

function askPerson(ctx: Ctx, domain: Wanted): Promise<void> {
  return inTransaction("registrant-unknown", (tx) =>
    openCase(tx, ctx, {
      kind: "registrant_unknown",
      subjectId: domain.id,
      merchantId: domain.merchant_id,
      summary: `Nobody knows the e-mail address of the registrant of ${domain.name_ascii}, so its expiry notices cannot be sent. Nothing is charged for it.`,
      facts: { name: domain.name_ascii },
    }),
  );
}
