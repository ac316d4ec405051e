import type { CatalogueEntry } from "@/lib/tlds/catalogue-entry";

/** sold: can be bought now; off: switched off; blocked: switched on but something keeps it from being sold; loss: sold below cost. */
export const soldChoices = ["sold", "off", "blocked", "loss"] as const;

export type TldFilter = {
  /** Part of an ending, in either form; a leading dot does not matter. */
  q?: string | undefined;
  group?: string | undefined;
  sold?: (typeof soldChoices)[number] | undefined;
};

type Entry = Pick<CatalogueEntry, "tld" | "tldUnicode" | "group" | "sold" | "notSold" | "margins">;

export function matchingTlds<T extends Entry>(entries: T[], { q, group, sold }: TldFilter): T[] {
  const wanted = q?.toLowerCase().replace(/^\./, "");
  return entries.filter((entry) => {
    if (wanted && !entry.tld.includes(wanted) && !entry.tldUnicode.includes(wanted)) return false;
    if (group && entry.group !== group) return false;
    if (sold === "sold") return entry.notSold === null;
    if (sold === "off") return !entry.sold;
    if (sold === "blocked") return entry.sold && entry.notSold !== null;
    if (sold === "loss") return Object.values(entry.margins).some((margin) => margin !== null && margin.minor < 0);
    return true;
  });
}
