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
  /** Tax by the merchant's country; the rate of "*" is for all others. */
  taxRates: z.record(z.string().regex(/^([A-Z]{2}|\*)$/), z.number().min(0).max(50)).default({ "*": 0 }),
});

export type Settings = z.infer<typeof settingsSchema>;
export const defaultSettings: Settings = settingsSchema.parse({});
