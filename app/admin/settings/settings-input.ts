import { z } from "zod";
import type { Settings } from "@/lib/settings/schema";
import { readAmount } from "../read-amount";

const recordTypes = ["A", "AAAA", "CAA", "CNAME", "MX", "NS", "SRV", "TXT"] as const;

const text = (most: number) =>
  z.string().trim().min(1, "Write something here.").max(most, `At most ${most} characters.`);
const whole = (least: number, most: number) =>
  z
    .string()
    .trim()
    .regex(/^\d{1,6}$/, `A whole number from ${least} to ${most}.`)
    .transform(Number)
    .pipe(z.number().min(least, `At least ${least}.`).max(most, `At most ${most}.`));
const percent = (most: number) =>
  z
    .string()
    .trim()
    .regex(/^\d{1,4}([.,]\d{1,3})?$/, "A number, such as 20 or 8.25.")
    .transform((typed) => Number(typed.replace(",", ".")))
    .pipe(z.number().max(most, `At most ${most} %.`));
const ticked = z
  .literal("on")
  .optional()
  .transform((value) => value === "on");
const address = z.union([z.literal(""), z.ipv4()], "An address such as 203.0.113.10, or nothing.");
const list = z.array(z.string()).default([]);

const form = z.object({
  platformName: text(60),
  supportEmail: z.email("An e-mail address, such as support@example.com."),
  currency: z.string().trim().toUpperCase().refine(isCurrency, "A currency's three letters, such as USD."),
  markupPercent: percent(1000),
  markupFixed: z.string(),
  rounding: z.enum(["none", "whole", "ninety_nine"]),
  sellAtLoss: ticked,
  pricesMaxAgeHours: whole(1, 8760),
  quoteMinutes: whole(5, 1440),
  maxItemsPerOrder: whole(1, 200),
  pendingTimeoutHours: whole(1, 720),
  autoRenewDefault: ticked,
  privacyDefault: ticked,
  reviewAbove: z.string(),
  dnsAllowedTypes: z.array(z.enum(recordTypes)).min(1, "Allow at least one type.").prefault([]),
  defaultIp: address,
  defaultWildcard: ticked,
  defaultMail: z.enum(["none", "mail_host"]),
  defaultMailIp: address,
  defaultTtlSeconds: whole(60, 86_400),
});

const amounts = ["markupFixed", "reviewAbove"] as const;

/**
 * The settings form, as texts, to settings as lib/settings keeps them; amounts are in the currency of the same form. All
 * that is wrong is said at once.
 */
export const settingsInput = z.record(z.string(), z.unknown()).transform((typed, issues): Settings => {
  const parsed = form.safeParse(typed);
  const add = (path: string, message: string) => issues.addIssue({ code: "custom", path: [path], message });
  for (const { path, message } of parsed.error?.issues ?? []) add(String(path[0]), message);

  const currency =
    parsed.data?.currency ??
    String(typed.currency ?? "")
      .trim()
      .toUpperCase();
  const [markupFixedMinor, reviewAboveMinor] = amounts.map((name) => {
    const minor = isCurrency(currency) ? readAmount(String(typed[name] ?? ""), currency) : 0;
    if (minor !== undefined && minor <= 10_000_000) return minor;
    add(name, `An amount in ${currency}, such as 1.00.`);
    return 0;
  });
  const tax = readTaxTable(typed.taxCountry, typed.taxRate);
  if (tax.problem) add("taxRates", tax.problem);
  if (typed.defaultMail === "mail_host" && typed.defaultMailIp === "")
    add("defaultMailIp", "The mail host needs an address.");

  if (!parsed.success) return z.NEVER;
  const { markupFixed: _fixed, reviewAbove: _above, ...rest } = parsed.data;
  return {
    ...rest,
    markupFixedMinor: markupFixedMinor ?? 0,
    reviewAboveMinor: reviewAboveMinor ?? 0,
    taxRates: tax.rates,
  };
});

function readTaxTable(countries: unknown, rates: unknown): { rates: Settings["taxRates"]; problem: string | null } {
  const table: Settings["taxRates"] = {};
  const [names, typed] = [list.safeParse(countries).data ?? [], list.safeParse(rates).data ?? []];
  for (const [index, country] of names.entries()) {
    const rate = percent(50).safeParse(typed[index] ?? "");
    if (country === "" && (typed[index] ?? "").trim() === "") continue;
    if (!/^([A-Z]{2}|\*)$/.test(country)) return { rates: table, problem: "Choose a country for each rate." };
    if (country in table) return { rates: table, problem: "A country stands here twice." };
    if (!rate.success) return { rates: table, problem: rate.error.issues[0]?.message ?? "Write a rate." };
    table[country] = rate.data;
  }
  return { rates: table, problem: null };
}

function isCurrency(code: string): boolean {
  return /^[A-Z]{3}$/.test(code) && Intl.supportedValuesOf("currency").includes(code);
}
