import { createHash } from "node:crypto";
import { and, eq } from "drizzle-orm";
import { db } from "@/db/client";
import { registrarContacts } from "@/db/schema";
import { inTransaction } from "@/db/transaction";
import type { Ctx } from "@/lib/kernel/context";
import type { Registrar, RegistrarContact } from "@/lib/providers/registrars/contract";
import { type Order, registrantOf } from "./rows";

/**
 * The registrant's handle at a registrar that keeps contacts: made once for each version of a contact and used again
 * (CO-15). Null where contacts travel with the request.
 */
export async function registrantHandle(
  ctx: Ctx,
  order: Order,
  accountId: string,
  registrar: Registrar,
): Promise<string | null> {
  if (!registrar.descriptor.capabilities.contactHandles || !registrar.createContact) return null;
  const { contactId, contact } = registrantOf(order);
  const contentHash = hashOf(contact);
  const [known] = await db()
    .select({ handle: registrarContacts.handle })
    .from(registrarContacts)
    .where(
      and(
        eq(registrarContacts.contactId, contactId),
        eq(registrarContacts.registrarAccountId, accountId),
        eq(registrarContacts.contentHash, contentHash),
      ),
    );
  if (known) return known.handle;

  const handle = await registrar.createContact(contact);
  await inTransaction("remember-handle", (tx) =>
    tx
      .insert(registrarContacts)
      .values({
        contactId,
        merchantId: order.merchantId,
        registrarAccountId: accountId,
        contentHash,
        handle,
        createdAt: ctx.clock.now(),
      })
      .onConflictDoNothing(),
  );
  return handle;
}

function hashOf(contact: RegistrarContact): string {
  return createHash("sha256")
    .update(JSON.stringify(contact, Object.keys(contact).concat(Object.keys(contact.extra)).sort()))
    .digest("hex");
}
