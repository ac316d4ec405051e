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
  taxCountry: list,
  taxRate: list,
});

/** The settings form, as texts, to settings as lib/settings keeps them; amounts are in the currency of the same form. */
export const settingsInput = form.transform(
  ({ markupFixed, reviewAbove, taxCountry, taxRate, ...rest }, issues): Settings => {
    const amount = (path: string, typed: string): number => {
      const minor = readAmount(typed, rest.currency);
      if (minor !== undefined && minor <= 10_000_000) return minor;
      issues.addIssue({ code: "custom", path: [path], message: `An amount in ${rest.currency}, such as 1.00.` });
      return 0;
    };
    const taxRates: Settings["taxRates"] = {};
    taxCountry.forEach((country, index) => {
      const typed = (taxRate[index] ?? "").trim();
      if (country === "" && typed === "") return;
      const rate = percent(50).safeParse(typed);
      const problem = !/^([A-Z]{2}|\*)$/.test(country)
        ? "Choose a country for each rate."
        : country in taxRates
          ? "A country stands here twice."
          : (rate.error?.issues[0]?.message ?? null);
      if (problem) issues.addIssue({ code: "custom", path: ["taxRates"], message: problem });
      else taxRates[country] = rate.data ?? 0;
    });
    if (rest.defaultMail === "mail_host" && rest.defaultMailIp === "")
      issues.addIssue({ code: "custom", path: ["defaultMailIp"], message: "The mail host needs an address." });
    return {
      ...rest,
      markupFixedMinor: amount("markupFixed", markupFixed),
      reviewAboveMinor: amount("reviewAbove", reviewAbove),
      taxRates,
    };
  },
);

function isCurrency(code: string): boolean {
  return /^[A-Z]{3}$/.test(code) && Intl.supportedValuesOf("currency").includes(code);
}
