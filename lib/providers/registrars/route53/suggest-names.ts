import tr46 from "tr46";
import type { Suggestion } from "../contract";
import type { DomainsApi } from "./api";
import { bareName } from "./to-domain";

/** AWS takes a domain name as the start of suggestions: an idea in words becomes one of .com. */
export function seedName(query: string): string | null {
  const asName = query.trim().toLowerCase().replace(/\.+$/, "");
  const named = /^[^\s.]+(\.[^\s.]+)+$/.test(asName) ? tr46.toASCII(asName) : null;
  if (named) return named;
  const label = tr46.toASCII(
    asName
      .replace(/[^\p{L}\p{N}-]+/gu, "")
      .replace(/^-+|-+$/g, "")
      .slice(0, 40),
  );
  return label ? `${label}.com` : null;
}

export async function suggestNames(api: DomainsApi, query: string, count: number): Promise<Suggestion[]> {
  const seed = seedName(query);
  if (seed === null) return [];
  const { SuggestionsList } = await api.getSuggestions({
    DomainName: seed,
    SuggestionCount: Math.min(Math.max(count, 1), 50),
    OnlyAvailable: true,
  });
  const names = SuggestionsList.filter((entry) => (entry.Availability ?? "AVAILABLE") === "AVAILABLE");
  const unique = [...new Set(names.map((entry) => bareName(entry.DomainName)))].slice(0, count);
  return unique.map((name) => ({ name, reason: reasonFor(name, seed) }));
}

function reasonFor(name: string, seed: string): string {
  const [label = "", wanted = ""] = [name, seed].map((entry) => entry.slice(0, entry.indexOf(".")));
  const ending = name.slice(name.indexOf("."));
  if (label === wanted) return `The same name with ${ending}`;
  if (label.replaceAll("-", "") === wanted.replaceAll("-", ""))
    return "The same words, spelled with hyphens differently";
  const [before, after] = label.split(wanted);
  if (label.includes(wanted)) {
    const added = [before, after].map((part) => (part ?? "").replaceAll("-", "")).filter(Boolean);
    return `Adds ${added.map((part) => `“${part}”`).join(" and ")} to your words`;
  }
  return "Near your words, as the registrar sees it";
}
