import { fractionDigits } from "@/lib/kernel/money";

/** `12.99` or `12,99` in minor units; undefined when it is not an amount of this currency, such as three decimals of USD. */
export function readAmount(typed: string, currency: string): number | undefined {
  const digits = fractionDigits(currency);
  const parts = /^(\d{1,9})(?:[.,](\d+))?$/.exec(typed.trim());
  if (!parts) return undefined;
  const decimals = parts[2] ?? "";
  if (decimals.length > digits) return undefined;
  return Number(parts[1]) * 10 ** digits + Number(decimals.padEnd(digits, "0") || 0);
}
