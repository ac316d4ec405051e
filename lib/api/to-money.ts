import type { z } from "zod";
import { fractionDigits } from "@/lib/kernel/money";
import type { moneyResource } from "./resources";

export function toMoney(amountMinor: number, currency: string): z.input<typeof moneyResource> {
  const digits = fractionDigits(currency);
  return { amount: (amountMinor / 10 ** digits).toFixed(digits), amount_minor: amountMinor, currency };
}
