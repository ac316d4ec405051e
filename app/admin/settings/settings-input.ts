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
  renewalSchedule: z.enum(["daily", "monthly"]),
  renewalHour: whole(0, 23),
  timeZone: z.string().max(60),
  renewalLeadDays: whole(14, 90),
  mergeInvoices: ticked,
  graceWindowDays: whole(0, 30),
  renewFirstAbove: z.string(),
  renewFirstLimit: z.string(),
  captureMode: z.enum(["after_success", "at_start"]),
  sellerName: z.string().trim().max(120, "At most 120 characters."),
  sellerAddress: z.string().trim().max(300, "At most 300 characters."),
  sellerCountry: z.string().regex(/^[A-Z]{2}$/, "Choose a country."),
  sellerVatId: z.string().trim().max(20, "At most 20 characters."),
  invoicePrefix: z
    .string()
    .trim()
    .toUpperCase()
    .regex(/^[A-Z0-9-]{0,8}$/, "Up to 8 letters, digits and hyphens."),
  reverseCharge: ticked,
  exchangeRatesAt: z.union([z.literal(""), z.iso.date()], "A day such as 2026-11-20, or nothing."),
});

const amounts = ["markupFixed", "reviewAbove", "renewFirstAbove", "renewFirstLimit"] as const;

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
  const [markupFixedMinor, reviewAboveMinor, renewFirstAboveMinor, renewFirstLimitMinor] = amounts.map((name) => {
    const minor = isCurrency(currency) ? readAmount(String(typed[name] ?? ""), currency) : 0;
    if (minor !== undefined && minor <= 10_000_000) return minor;
    add(name, `An amount in ${currency}, such as 1.00.`);
    return 0;
  });
  const tax = readTaxTable(typed.taxCountry, typed.taxRate);
  if (tax.problem) add("taxRates", tax.problem);
  const ladder = readLadder(typed.dunningDay, typed.dunningWhat);
  if (ladder.problem) add("dunningSteps", ladder.problem);
  const exchange = readRates(typed.exchangeCurrency, typed.exchangeRate, currency);
  if (exchange.problem) add("exchangeRates", exchange.problem);
  if (typed.defaultMail === "mail_host" && typed.defaultMailIp === "")
    add("defaultMailIp", "The mail host needs an address.");

  if (!parsed.success) return z.NEVER;
  const {
    markupFixed: _fixed,
    reviewAbove: _above,
    renewFirstAbove: _first,
    renewFirstLimit: _limit,
    ...rest
  } = parsed.data;
  return {
    ...rest,
    markupFixedMinor: markupFixedMinor ?? 0,
    reviewAboveMinor: reviewAboveMinor ?? 0,
    renewFirstAboveMinor: renewFirstAboveMinor ?? 0,
    renewFirstLimitMinor: renewFirstLimitMinor ?? 0,
    dunningSteps: ladder.steps,
    exchangeRates: exchange.rates,
    taxRates: tax.rates,
  };
});

/** The ladder of reminders: days in their order, each with what is done. */
function readLadder(days: unknown, whats: unknown): { steps: Settings["dunningSteps"]; problem: string | null } {
  const [typed, done] = [list.safeParse(days).data ?? [], list.safeParse(whats).data ?? []];
  const steps: Settings["dunningSteps"] = [];
  for (const [index, text] of typed.entries()) {
    const day = whole(0, 120).safeParse(text);
    if (!day.success) return { steps, problem: day.error.issues[0]?.message ?? "Write a day." };
    const what = done[index] ?? "";
    if (!["charge", "mail", "charge_mail"].includes(what))
      return { steps, problem: "Choose what is done on each day." };
    if (steps.some((step) => step.day >= day.data)) return { steps, problem: "Put the days in order, each once." };
    steps.push({ day: day.data, charge: what !== "mail", mail: what !== "charge" });
  }
  if (steps.length === 0) return { steps, problem: "There must be at least one step." };
  return steps.length > 12 ? { steps, problem: "At most 12 steps." } : { steps, problem: null };
}

function readRates(
  currencies: unknown,
  rates: unknown,
  own: string,
): { rates: Settings["exchangeRates"]; problem: string | null } {
  const table: Settings["exchangeRates"] = {};
  const [names, typed] = [list.safeParse(currencies).data ?? [], list.safeParse(rates).data ?? []];
  for (const [index, text] of names.entries()) {
    const currency = text.trim().toUpperCase();
    const rate = (typed[index] ?? "").trim().replace(",", ".");
    if (currency === "" && rate === "") continue;
    if (!isCurrency(currency) || currency === own)
      return { rates: table, problem: "Name another currency, such as EUR." };
    if (currency in table) return { rates: table, problem: `${currency} stands here twice.` };
    if (!/^\d{1,6}(\.\d{1,8})?$/.test(rate) || Number(rate) === 0)
      return { rates: table, problem: `A rate for ${currency}, such as 0.92.` };
    table[currency] = Number(rate);
  }
  return { rates: table, problem: null };
}

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
