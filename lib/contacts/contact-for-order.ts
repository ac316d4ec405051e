import { type Ctx, requireWriter } from "@/lib/kernel/context";
import { AppError, notFound } from "@/lib/kernel/errors";
import type { RegistrarContact } from "@/lib/providers/registrars/contract";
import { registrarContact } from "./contact-view";
import { parseContact } from "./parse-contact";
import { getContact } from "./queries";

/**
 * The registrant of an order out of the merchant's book, checked again by today's rules of its country and of the TLDs
 * ordered: a contact saved long ago may miss what a registry asks now.
 */
export async function contactForOrder(ctx: Ctx, contactId: string, tlds: readonly string[]): Promise<RegistrarContact> {
  requireWriter(ctx);
  const contact = await getContact(ctx, contactId);
  if (contact.archived) throw notFound("contact");
  try {
    return parseContact(registrarContact(contact), tlds);
  } catch (error) {
    if (!(error instanceof AppError) || !error.fields) throw error;
    const missing = Object.keys(error.fields).length;
    throw new AppError(
      "invalid",
      `This contact lacks ${missing === 1 ? "an answer" : `${missing} answers`} for these names. Nothing was charged. Complete it and try again.`,
      { fields: error.fields },
    );
  }
}
