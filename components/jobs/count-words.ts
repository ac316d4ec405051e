import { formatMoney } from "@/lib/kernel/money";

/** `12 invoices, 3 skipped, price 41.97 USD`; what counted nothing is left out. Amounts are named `…Minor`. */
export function countWords(counts: Record<string, number>, currency: string): string {
  const said = Object.entries(counts)
    .filter(([, count]) => count !== 0)
    .map(([key, count]) => {
      const words = key
        .replace(/Minor$/, "")
        .replaceAll(/([A-Z])/g, " $1")
        .toLowerCase();
      if (key.endsWith("Minor")) return `${words} ${formatMoney(count, currency)}`;
      return `${count} ${count === 1 ? words.replace(/s$/, "") : words}`;
    });
  return said.length > 0 ? said.join(", ") : "nothing to do";
}
