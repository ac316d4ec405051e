import { and, eq, isNull } from "drizzle-orm";
import { contacts } from "@/db/schema";
import { inTransaction } from "@/db/transaction";
import { audit } from "@/lib/identity/audit";
import { type Ctx, requireWriter } from "@/lib/kernel/context";
import { notFound } from "@/lib/kernel/errors";
import { isContactId } from "./queries";

/** Takes a contact out of the book. Names registered to it, and orders placed with it, keep it. */
export async function archiveContact(ctx: Ctx, input: { id: string }): Promise<void> {
  const merchantId = requireWriter(ctx);
  if (!isContactId(input?.id)) throw notFound("contact");
  await inTransaction("archive-contact", async (tx) => {
    const now = ctx.clock.now();
    const archived = await tx
      .update(contacts)
      .set({ archivedAt: now, updatedAt: now })
      .where(and(eq(contacts.id, input.id), eq(contacts.merchantId, merchantId), isNull(contacts.archivedAt)))
      .returning({ id: contacts.id });
    if (archived.length === 0) throw notFound("contact");
    await audit(tx, ctx, { action: "contact.archived", subject: { kind: "contact", id: input.id } });
  });
}
