import { z } from "zod";

/** Letters of any script, digits and punctuation; nothing a registry or a terminal would choke on. */
const unfit = /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Cn}\p{Zl}\p{Zp}]/u;
const picture = /\p{Extended_Pictographic}/u;
const keycap = /[©®™]/gu;

/** One line of text as a registry takes it. What looks like markup or a formula is text here and is never run. */
function line(label: string, longest: number) {
  return z
    .string(`${label} must be text.`)
    .max(4 * longest, `Use at most ${longest} characters.`)
    .transform((value) =>
      value
        .normalize("NFC")
        .trim()
        .replace(/[^\S\r\n]+/gu, " "),
    )
    .pipe(
      z
        .string()
        .max(longest, `Use at most ${longest} characters.`)
        .refine((value) => !unfit.test(value), "Remove line breaks and invisible characters.")
        .refine((value) => !picture.test(value.replace(keycap, "")), "Registries do not take emoji."),
    );
}

const required = (label: string, longest: number) =>
  line(label, longest).refine((value) => value !== "", `${label} is needed.`);
const named = (label: string, longest: number) =>
  required(label, longest).refine((value) => value === "" || /\p{L}/u.test(value), `${label} needs a letter.`);
const optional = (label: string, longest: number) =>
  line(label, longest)
    .nullish()
    .transform((value) => value || null);

/** The shape of a contact before the rules of its country. */
export const contactSchema = z.strictObject({
  firstName: named("First name", 64),
  lastName: named("Last name", 64),
  organisation: optional("Organisation", 120),
  email: required("E-mail", 254)
    .pipe(z.email("Write an e-mail address, such as jo@example.com."))
    .refine((value) => value.indexOf("@") <= 64, "The part before @ has at most 64 characters."),
  phone: required("Phone", 40),
  addressLine1: named("Address", 120),
  addressLine2: optional("Address, second line", 120),
  city: named("City", 80),
  state: optional("State", 60),
  postalCode: optional("Postal code", 16),
  country: z.string("Choose a country.").max(60, "Choose a country."),
  extra: z.record(z.string().max(60), z.string().max(1000)).default({}),
});

export type ContactInput = z.input<typeof contactSchema>;
