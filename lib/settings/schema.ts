import { z } from "zod";

const minor = z.number().int().min(0).max(10_000_000);

/** What an operator changes while running. Each value has a default, so an empty table is a working platform. */
export const settingsSchema = z.object({
  /** Name and address of the platform as merchants and mails read it. */
  platformName: z.string().trim().min(1).max(60).default("Nameplate"),
  supportEmail: z.email().default("support@nameplate.test"),
  currency: z
    .string()
    .regex(/^[A-Z]{3}$/)
    .default("USD"),
  /** Price = cost × (1 + markupPercent) + markupFixedMinor, rounded. */
  markupPercent: z.number().min(0).max(1000).default(20),
  markupFixedMinor: minor.default(100),
  rounding: z.enum(["none", "whole", "ninety_nine"]).default("ninety_nine"),
  sellAtLoss: z.boolean().default(false),
  /** A cost list older than this stops selling by that account. */
  pricesMaxAgeHours: z.number().int().min(1).max(8760).default(720),
  /** How long a price that was shown holds. */
  quoteMinutes: z.number().int().min(5).max(1440).default(30),
  maxItemsPerOrder: z.number().int().min(1).max(200).default(50),
  /** How long a registration may stay pending before a person is asked. */
  pendingTimeoutHours: z.number().int().min(1).max(720).default(96),
  autoRenewDefault: z.boolean().default(true),
  privacyDefault: z.boolean().default(true),
  /** First orders above this total wait for a person, with the money held (AN-14); 0: never. */
  reviewAboveMinor: minor.default(0),
  dnsAllowedTypes: z
    .array(z.enum(["A", "AAAA", "CAA", "CNAME", "MX", "NS", "SRV", "TXT"]))
    .default(["A", "AAAA", "CAA", "CNAME", "MX", "NS", "SRV", "TXT"]),
  /** The address that names lead to; empty: no A record is written (PE-17). */
  defaultIp: z.union([z.literal(""), z.ipv4()]).default(""),
  defaultWildcard: z.boolean().default(false),
  /** What mail records a new zone gets: none is a null MX and an SPF that forbids all. */
  defaultMail: z.enum(["none", "mail_host"]).default("none"),
  defaultMailIp: z.union([z.literal(""), z.ipv4()]).default(""),
  defaultTtlSeconds: z.number().int().min(60).max(86_400).default(3600),
  /** Every day at `renewalHour`, or on the 1st of each month at it; what is due is found either way, never only today's. */
  renewalSchedule: z.enum(["daily", "monthly"]).default("daily"),
  renewalHour: z.number().int().min(0).max(23).default(4),
  timeZone: z
    .string()
    .refine((zone) => Intl.supportedValuesOf("timeZone").includes(zone) || zone === "UTC", "Choose a time zone.")
    .default("UTC"),
  /** How long before expiry a renewal is invoiced. */
  renewalLeadDays: z.number().int().min(14).max(90).default(45),
  mergeInvoices: z.boolean().default(false),
  /** What is done about an open invoice, so many days after it was issued (AN-15). */
  dunningSteps: z
    .array(z.object({ day: z.number().int().min(0).max(120), charge: z.boolean(), mail: z.boolean() }))
    .min(1)
    .max(12)
    .refine((steps) => steps.every((step, at) => at === 0 || step.day > steps[at - 1]!.day), "Put the days in order.")
    .default([
      { day: 0, charge: true, mail: true },
      { day: 3, charge: true, mail: true },
      { day: 7, charge: true, mail: true },
      { day: 14, charge: true, mail: true },
      { day: 30, charge: true, mail: true },
      { day: 40, charge: true, mail: true },
    ]),
  /** How many days before a registrar's own charge an unpaid name is kept from it (PE-40). */
  graceWindowDays: z.number().int().min(0).max(30).default(2),
  /** A name that earned at least this in 30 days is renewed first and billed after; 0: never (L-6). */
  renewFirstAboveMinor: minor.default(0),
  /** What a merchant may owe at most for names that were renewed first. */
  renewFirstLimitMinor: minor.default(10_000),
  /** Take held money after delivery, or at once with a refund when there is none. */
  captureMode: z.enum(["after_success", "at_start"]).default("after_success"),
  /** Who invoices are from. */
  sellerName: z.string().trim().max(120).default("Nameplate"),
  sellerAddress: z.string().trim().max(300).default(""),
  sellerCountry: z
    .string()
    .regex(/^[A-Z]{2}$/)
    .default("US"),
  sellerVatId: z.string().trim().max(20).default(""),
  invoicePrefix: z
    .string()
    .regex(/^[A-Z0-9-]{0,8}$/)
    .default(""),
  /** Units of a currency for one of the platform's, and the day of the rates (AN-21). */
  exchangeRates: z.record(z.string().regex(/^[A-Z]{3}$/), z.number().positive().max(1_000_000)).default({}),
  exchangeRatesAt: z.union([z.literal(""), z.iso.date()]).default(""),
  /** Whether a merchant's VAT id makes the tax theirs to report (AN-18). */
  reverseCharge: z.boolean().default(true),
  /** Tax by the merchant's country; the rate of "*" is for all others. */
  taxRates: z.record(z.string().regex(/^([A-Z]{2}|\*)$/), z.number().min(0).max(50)).default({ "*": 0 }),
});

export type Settings = z.infer<typeof settingsSchema>;
export const defaultSettings: Settings = settingsSchema.parse({});
