"use server";

import type { Route } from "next";
import { redirect } from "next/navigation";
import { z } from "zod";
import { action } from "@/app/_lib/action";
import { needsSpellingCheck } from "@/components/checkout/spelling";
import { checkContact } from "@/lib/contacts/check-contact";
import { registrarContact } from "@/lib/contacts/contact-view";
import { getContact, listContacts } from "@/lib/contacts/queries";
import { saveContact } from "@/lib/contacts/save-contact";
import type { Ctx } from "@/lib/kernel/context";
import { displayParts } from "@/lib/kernel/display-name";
import { AppError } from "@/lib/kernel/errors";
import { getCart } from "@/lib/orders/get-cart";
import { placeOrder } from "@/lib/orders/place-order";

const text = z.string().max(2000).optional();
const input = z.object({
  contactId: z.string().max(80),
  cartVersion: z.coerce.number().int(),
  spelledRight: text,
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
});

/** Who is meant: a contact of the book with the answers given just now, or a new one, written down once however often it is sent. */
async function contactOf(
  ctx: Ctx,
  { contactId, extra = {}, ...fields }: Omit<z.output<typeof input>, "cartVersion" | "spelledRight">,
) {
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

export const holdAndRegister = action({ input }, async (ctx, { cartVersion, spelledRight, ...contact }) => {
  const cart = await getCart(ctx, { cartToken: null });
  const hard = cart.lines.some((line) => needsSpellingCheck(displayParts(line.nameAscii).label));
  if (hard && !spelledRight) {
    throw new AppError("invalid", "Nothing was charged yet. Read the names once more and tick that they are right.", {
      fields: { spelledRight: "Tick this once you have read the names." },
    });
  }
  const contactId = await contactOf(ctx, contact);
  const { payUrl } = await placeOrder(ctx, { contactId, cartVersion });
  redirect(payUrl as Route);
});
