import { and, desc, eq, isNull } from "drizzle-orm";
import { db } from "@/db/client";
import { contacts } from "@/db/schema";
import { type Ctx, requireMerchant } from "@/lib/kernel/context";
import { notFound } from "@/lib/kernel/errors";
import { type ContactView, contactView } from "./contact-view";

/** The contact book of the acting merchant, the last used first; archived contacts are left out. */
export async function listContacts(ctx: Ctx): Promise<ContactView[]> {
  const merchantId = requireMerchant(ctx);
  const rows = await db()
    .select()
    .from(contacts)
    .where(and(eq(contacts.merchantId, merchantId), isNull(contacts.archivedAt)))
    .orderBy(desc(contacts.updatedAt), desc(contacts.id))
    .limit(500);
  return rows.map(contactView);
}

/** One contact of the acting merchant, archived or not; another merchant's does not exist. */
export async function getContact(ctx: Ctx, id: string): Promise<ContactView> {
  const merchantId = requireMerchant(ctx);
  if (!isContactId(id)) throw notFound("contact");
  const [row] = await db()
    .select()
    .from(contacts)
    .where(and(eq(contacts.id, id), eq(contacts.merchantId, merchantId)));
  if (!row) throw notFound("contact");
  return contactView(row);
}

/** What cannot be an id is not looked up: Postgres refuses some characters with an error instead of "no rows". */
export function isContactId(id: unknown): id is string {
  return typeof id === "string" && /^con_[0-9a-z]{1,40}$/.test(id);
}
