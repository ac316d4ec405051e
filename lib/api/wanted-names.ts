import { type DomainName, parseDomainName } from "@/lib/kernel/domain-name";
import { parseQuery } from "@/lib/search/parse-query";
import { ApiRefusal } from "./problem";

/** The names that a search by `q` under these endings is about, one an ending; a whole name in `q` comes first. */
export function wantedNames(q: string, endings: readonly string[]): DomainName[] {
  const query = parseQuery(q, "com");
  if (query.mode === "empty") throw refused({ q: "Give a name or some words." });
  if (query.mode === "invalid") throw refused({ q: query.message });
  if (query.mode === "list") throw refused({ q: "Search one name at a time." });
  const asked = query.mode === "name" ? query.name : null;
  const names = new Map(asked ? [[asked.ascii, asked]] : []);
  for (const ending of endings) {
    const parsed = parseDomainName(`${query.label}.${ending}`);
    if (!parsed.ok) throw refused({ tlds: parsed.message });
    if (parsed.name.label !== query.label)
      throw refused({ tlds: `.${ending} is no ending that names are sold under.` });
    names.set(parsed.name.ascii, parsed.name);
  }
  return [...names.values()];
}

function refused(fields: Record<string, string>): ApiRefusal {
  return new ApiRefusal("invalid", "Some values are not valid. Nothing was changed or charged.", { fields });
}
