import { z } from "zod";
import { checkContact } from "@/lib/contacts/check-contact";
import { registrarContact } from "@/lib/contacts/contact-view";
import { getContact, listContacts } from "@/lib/contacts/queries";
import { saveContact } from "@/lib/contacts/save-contact";
import type { Ctx } from "@/lib/kernel/context";

const text = z.string().max(2000).optional();

/** What a form with the registrant's fields sends: an id of the contact book, or `new` with the fields of one. */
export const contactInput = {
  contactId: z.string().max(80),
  firstName: text,
  lastName: text,
  organisation: text,
  email: text,
  phone: text,
  addressLine1: text,
  addressLine2: text,
  city: text,
  state: text,
  postalCode: text,
  country: text,
  extra: z.record(z.string().max(60), z.string().max(1000)).optional(),
};

type ContactInput = z.output<z.ZodObject<typeof contactInput>>;

/** Who is meant: a contact of the book with the answers given just now, or a new one, written down once however often it is sent. */
export async function contactOf(ctx: Ctx, { contactId, extra = {}, ...fields }: ContactInput): Promise<string> {
  if (contactId !== "new") {
    const kept = await getContact(ctx, contactId);
    const answers = { ...kept.extra, ...extra };
    const changed = Object.entries(extra).some(([key, value]) => value.trim() !== (kept.extra[key] ?? ""));
    if (changed) await saveContact(ctx, { ...registrarContact(kept), extra: answers, id: contactId });
    return contactId;
  }
  const checked = checkContact({ ...fields, extra });
  if (checked.ok) {
    const sameAs = JSON.stringify(Object.entries(checked.contact).sort());
    const book = await listContacts(ctx);
    const twin = book.find((entry) => JSON.stringify(Object.entries(registrarContact(entry)).sort()) === sameAs);
    if (twin) return twin.id;
  }
  return (await saveContact(ctx, { ...fields, extra })).id;
}
