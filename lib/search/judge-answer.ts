import type { Availability } from "@/lib/providers/registrars/contract";
import { type PriceRules, priceFromCost, termPrice } from "@/lib/tlds/price";
import type { SoldTld } from "@/lib/tlds/queries";
import type { RowPrice, SearchAnswer } from "./views";

function premiumPrice(premium: Availability["premium"], entry: SoldTld, rules: PriceRules): RowPrice | null {
  if (!premium || premium.register.currency !== rules.currency || premium.renew.currency !== rules.currency)
    return null;
  const prices = {
    registerMinor: priceFromCost(premium.register.amountMinor, rules),
    renewMinor: priceFromCost(premium.renew.amountMinor, rules),
  };
  return {
    currency: rules.currency,
    ...prices,
    minYears: entry.minYears,
    maxYears: entry.maxYears,
    firstTermMinor: termPrice(prices, entry.minYears),
  };
}

/** What a registrar's answer means for a buyer. Only a clear yes can be sold. */
export function judgeAnswer(
  answer: Availability,
  entry: SoldTld,
  rules: PriceRules,
  sellsPremium: boolean,
): SearchAnswer {
  const { name } = answer;
  switch (answer.status) {
    case "available":
      return { name, state: entry.restriction ? "restricted" : "available", note: null };
    case "premium": {
      if (!sellsPremium) return { name, state: "reserved", note: "A premium name, which cannot be bought here." };
      const price = premiumPrice(answer.premium, entry, rules);
      return { name, state: "premium", note: price ? null : "Its own price is asked when you add it.", price };
    }
    case "reserved":
      return { name, state: "reserved", note: answer.reason ?? "The registry keeps this name back." };
    case "taken":
      return { name, state: "taken", note: answer.reason ?? null };
    case "unsupported":
      return {
        name,
        state: "not_sold",
        note: `The registrar does not sell .${entry.tldUnicode} at the moment.`,
        price: null,
      };
    default:
      return { name, state: "unknown", note: `The .${entry.tldUnicode} registry did not answer. Try again.` };
  }
}
