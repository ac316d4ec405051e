import { z } from "zod";

/** Bodies of the sandbox registrar's API. Names are A-labels in lower case. */
export const nameSchema = z
  .string()
  .max(253)
  .regex(
    /^(?!-)[a-z0-9-]{1,63}(?<!-)(\.(?!-)[a-z0-9-]{1,63}(?<!-))+$/,
    "must be a domain name of A-labels in lower case",
  );

export const contactSchema = z.object({
  firstName: z.string(),
  lastName: z.string(),
  organisation: z.string().nullable(),
  email: z.string(),
  phone: z.string(),
  addressLine1: z.string(),
  addressLine2: z.string().nullable(),
  city: z.string(),
  state: z.string().nullable(),
  postalCode: z.string(),
  country: z.string(),
  extra: z.record(z.string(), z.string()),
});
export type WireContact = z.infer<typeof contactSchema>;

const money = z.object({ amountMinor: z.int().nonnegative(), currency: z.string().length(3) });
const years = z.int();

const purchase = {
  name: nameSchema,
  contact: contactSchema.optional(),
  contactHandle: z.string().optional(),
  privacy: z.boolean().default(false),
  /** On unless it is switched off, as registrars like it. */
  autoRenew: z.boolean().default(true),
  costLimit: money.optional(),
  premium: z.boolean().default(false),
};
export const registrationSchema = z.object({ ...purchase, years });
export const transferSchema = z.object({ ...purchase, authCode: z.string().optional() });
export const renewalSchema = z.object({ currentExpiry: z.iso.datetime(), years });
export const restorationSchema = z.object({ costLimit: money.optional() });
export const availabilitySchema = z.object({ names: z.array(z.string().max(300)).min(1).max(50) });
export const nameServersSchema = z.object({ nameServers: z.array(nameSchema).min(2).max(13) });
export const switchSchema = z.object({ on: z.boolean() });
export const contactBodySchema = z.object({ contact: contactSchema });
export const transferabilitySchema = z.object({ authCode: z.string().optional() }).optional();

export type Registration = z.infer<typeof registrationSchema>;
export type Transfer = z.infer<typeof transferSchema>;
export type Restoration = z.infer<typeof restorationSchema>;

/** The field of a contact that the registry would not take, and why; null when all are good. */
export function contactFlaw(contact: WireContact): { field: string; message: string } | null {
  for (const field of ["firstName", "lastName", "addressLine1", "city", "postalCode"] as const)
    if (contact[field].trim() === "") return { field, message: `The registry needs the contact's ${field}.` };
  if (!/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(contact.email))
    return { field: "email", message: "The contact's e-mail address is not one." };
  if (!/^\+[1-9]\d{6,14}$/.test(contact.phone))
    return { field: "phone", message: "The contact's phone number must be like +15551234567." };
  if (!/^[A-Z]{2}$/.test(contact.country))
    return { field: "country", message: "The contact's country must be two capital letters." };
  return null;
}
