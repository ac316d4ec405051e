import { expect, test } from "vitest";
import { defaultSettings, settingsSchema } from "@/lib/settings/schema";
import { settingsInput } from "./settings-input";

const form = {
  platformName: "Nameplate",
  supportEmail: "help@example.com",
  currency: "usd",
  markupPercent: "20",
  markupFixed: "1.00",
  rounding: "ninety_nine",
  pricesMaxAgeHours: "720",
  quoteMinutes: "30",
  maxItemsPerOrder: "50",
  pendingTimeoutHours: "96",
  autoRenewDefault: "on",
  reviewAbove: "250",
  dnsAllowedTypes: ["A", "TXT"],
  defaultIp: "203.0.113.10",
  defaultMail: "none",
  defaultMailIp: "",
  defaultTtlSeconds: "3600",
  renewalSchedule: "daily",
  renewalHour: "4",
  timeZone: "Europe/Berlin",
  renewalLeadDays: "45",
  dunningDay: ["0", "3"],
  dunningWhat: ["charge_mail", "mail"],
  graceWindowDays: "2",
  renewFirstAbove: "500",
  renewFirstLimit: "100",
  captureMode: "after_success",
  sellerName: "Nameplate",
  sellerAddress: "",
  sellerCountry: "US",
  sellerVatId: "",
  invoicePrefix: "np-",
  reverseCharge: "on",
  exchangeCurrency: ["eur", ""],
  exchangeRate: ["0,92", ""],
  exchangeRatesAt: "2026-11-20",
  taxCountry: ["*", "DE", ""],
  taxRate: ["0", "19", ""],
};
const refused = (change: object) =>
  settingsInput.safeParse({ ...form, ...change }).error?.issues.map(({ path }) => path[0]);

test("PE-9: the form becomes settings that the product accepts, amounts in minor units", () => {
  const settings = settingsInput.parse(form);
  expect(settings).toMatchObject({
    currency: "USD",
    markupPercent: 20,
    markupFixedMinor: 100,
    reviewAboveMinor: 25_000,
    sellAtLoss: false,
    autoRenewDefault: true,
    privacyDefault: false,
    dnsAllowedTypes: ["A", "TXT"],
    taxRates: { "*": 0, DE: 19 },
    dunningSteps: [
      { day: 0, charge: true, mail: true },
      { day: 3, charge: false, mail: true },
    ],
    renewFirstAboveMinor: 50_000,
    invoicePrefix: "NP-",
    exchangeRates: { EUR: 0.92 },
  });
  expect(settingsSchema.parse(settings)).toEqual(settings);
  expect(Object.keys(settings).sort()).toEqual(Object.keys(defaultSettings).sort());
});

test("amounts are read in the currency of the same form", () => {
  expect(settingsInput.parse({ ...form, currency: "JPY", markupFixed: "150" }).markupFixedMinor).toBe(150);
  expect(refused({ currency: "JPY" })).toEqual(["markupFixed"]);
});

test("each wrong field is named", () => {
  expect(refused({ supportEmail: "nobody" })).toEqual(["supportEmail"]);
  expect(refused({ currency: "XX1" })).toContain("currency");
  expect(refused({ markupPercent: "-5" })).toEqual(["markupPercent"]);
  expect(refused({ quoteMinutes: "4" })).toEqual(["quoteMinutes"]);
  expect(refused({ defaultIp: "example.com" })).toEqual(["defaultIp"]);
  expect(refused({ dnsAllowedTypes: undefined })).toEqual(["dnsAllowedTypes"]);
  expect(refused({ defaultMail: "mail_host" })).toEqual(["defaultMailIp"]);
});

test("everything that is wrong is said at once", () => {
  const wrong = refused({ supportEmail: "nobody", markupFixed: "a lot", taxRate: ["0", "", ""] });
  expect(wrong?.sort()).toEqual(["markupFixed", "supportEmail", "taxRates"]);
});

test("a tax table with a country twice, without a country or with a rate beyond reason is refused", () => {
  expect(refused({ taxCountry: ["DE", "DE"], taxRate: ["19", "7"] })).toEqual(["taxRates"]);
  expect(refused({ taxCountry: [""], taxRate: ["19"] })).toEqual(["taxRates"]);
  expect(refused({ taxCountry: ["DE"], taxRate: ["190"] })).toEqual(["taxRates"]);
  expect(refused({ taxCountry: ["__proto__"], taxRate: ["1"] })).toEqual(["taxRates"]);
});

test("AN-15: a ladder out of order, without a step or with a step that does nothing is refused", () => {
  expect(refused({ dunningDay: ["3", "0"] })).toEqual(["dunningSteps"]);
  expect(refused({ dunningDay: ["3", "3"] })).toEqual(["dunningSteps"]);
  expect(refused({ dunningDay: [], dunningWhat: [] })).toEqual(["dunningSteps"]);
  expect(refused({ dunningDay: ["0", "3"], dunningWhat: ["charge", "nothing"] })).toEqual(["dunningSteps"]);
  expect(refused({ dunningDay: ["0", "500"] })).toEqual(["dunningSteps"]);
});

test("AN-21: rates of the platform's own currency, of none, twice or of nought are refused", () => {
  expect(refused({ exchangeCurrency: ["USD"], exchangeRate: ["1"] })).toEqual(["exchangeRates"]);
  expect(refused({ exchangeCurrency: ["EURO"], exchangeRate: ["1"] })).toEqual(["exchangeRates"]);
  expect(refused({ exchangeCurrency: ["EUR", "EUR"], exchangeRate: ["1", "2"] })).toEqual(["exchangeRates"]);
  expect(refused({ exchangeCurrency: ["EUR"], exchangeRate: ["0"] })).toEqual(["exchangeRates"]);
});
