import type { RecordSet } from "@/lib/providers/dns/contract";
import type { Settings } from "@/lib/settings/schema";

type Template = Pick<
  Settings,
  "defaultIp" | "defaultWildcard" | "defaultMail" | "defaultMailIp" | "defaultTtlSeconds" | "dnsAllowedTypes"
>;

/**
 * The records a new zone starts with (PE-17..21 as rule): no record without a target, one valid SPF,
 * and where no mail is taken a null MX (RFC 7505) and an SPF that forbids all, so that nobody can write in its name.
 */
export function defaultRecords(zone: string, template: Template): RecordSet[] {
  const ttlSeconds = template.defaultTtlSeconds;
  const sets: RecordSet[] = [];
  const add = (name: string, type: RecordSet["type"], ...values: string[]) =>
    sets.push({ name, type, ttlSeconds, values });
  if (template.defaultIp !== "") {
    add(zone, "A", template.defaultIp);
    add(`www.${zone}`, "CNAME", `${zone}.`);
    if (template.defaultWildcard) add(`*.${zone}`, "A", template.defaultIp);
  }
  if (template.defaultMail === "mail_host" && template.defaultMailIp !== "") {
    add(`mail.${zone}`, "A", template.defaultMailIp);
    add(zone, "MX", `10 mail.${zone}.`);
    add(zone, "TXT", "v=spf1 mx -all");
  } else {
    add(zone, "MX", "0 .");
    add(zone, "TXT", "v=spf1 -all");
  }
  return sets.filter((set) => (template.dnsAllowedTypes as string[]).includes(set.type));
}
