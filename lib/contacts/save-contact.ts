import { and, eq, isNull } from "drizzle-orm";
import { contacts } from "@/db/schema";
import { inTransaction } from "@/db/transaction";
import { audit } from "@/lib/identity/audit";
import { type Ctx, requireWriter } from "@/lib/kernel/context";
import { AppError, notFound } from "@/lib/kernel/errors";
import { newId } from "@/lib/kernel/ids";
import { checkContact } from "./check-contact";
import type { ContactInput } from "./contact-schema";
import { type ContactView, contactView, registrarContact } from "./contact-view";
import { isContactId } from "./queries";

export type SaveContactInput = ContactInput & { id?: string | null };

/**
 * Adds a contact to the book, or changes the one named by `id`. Orders keep the registrant they were placed with; a
 * changed contact gets a new handle at each registrar with its next use (CO-15).
 */
export async function saveContact(ctx: Ctx, input: unknown): Promise<ContactView> {
  const merchantId = requireWriter(ctx);
  const { id, ...fields } = (typeof input === "object" && input !== null ? input : {}) as SaveContactInput;
  if (id && !isContactId(id)) throw notFound("contact");
  const checked = checkContact(fields);
  if (!checked.ok) {
    throw new AppError(
      "invalid",
      "Some fields are not valid. Nothing was saved or charged. Correct the marked fields.",
      {
        fields: checked.fields,
      },
    );
  }
  const now = ctx.clock.now();
  return inTransaction("save-contact", async (tx) => {
    if (!id) {
      const row = { ...checked.contact, id: newId("contact"), merchantId, createdAt: now, updatedAt: now };
      const [saved] = await tx.insert(contacts).values(row).returning();
      const subject = { kind: "contact", id: row.id };
      await audit(tx, ctx, { action: "contact.added", subject, after: checked.contact });
      return contactView(saved!);
    }
    const mine = and(eq(contacts.id, id), eq(contacts.merchantId, merchantId), isNull(contacts.archivedAt));
    const [before] = await tx.select().from(contacts).where(mine).for("update");
    if (!before) throw notFound("contact");
    const [saved] = await tx
      .update(contacts)
      .set({ ...checked.contact, updatedAt: now })
      .where(mine)
      .returning();
    const subject = { kind: "contact", id };
    await audit(tx, ctx, {
      action: "contact.changed",
      subject,
      before: registrarContact(before),
      after: checked.contact,
    });
    return contactView(saved!);
  });
}
