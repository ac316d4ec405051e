import type { domains } from "@/db/schema";
import { displayName } from "@/lib/kernel/display-name";
import { formatMoney } from "@/lib/kernel/money";
import { registrarFactory } from "@/lib/providers/registrars/registry";
import type { DomainRow } from "./views";

type Domain = typeof domains.$inferSelect;

export function domainRow(domain: Domain): DomainRow {
  return {
    id: domain.id,
    nameAscii: domain.nameAscii,
    nameUnicode: displayName(domain.nameAscii),
    tld: domain.tld,
    registration: domain.registration,
    connection: domain.connection,
    attention: domain.attention,
    expiresAt: domain.expiresAt?.toISOString() ?? null,
    autoRenew: domain.autoRenew,
    registrarLabel: registrarFactory(domain.registrar).descriptor.label,
    renewPriceMinor: domain.renewPriceMinor,
    currency: domain.currency,
  };
}

const longDate = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "short", year: "numeric", timeZone: "UTC" });

/** The head sentence of a domain: its state and what comes next. */
export function domainHeadline(domain: Domain): string {
  const until = domain.expiresAt ? longDate.format(domain.expiresAt) : "a date the registry does not publish";
  const price =
    domain.renewPriceMinor !== null && domain.currency
      ? ` for ${formatMoney(domain.renewPriceMinor, domain.currency)}`
      : "";
  if (domain.attention.some((entry) => entry.kind === "verify_email"))
    return `Active, but the registrant's e-mail is not verified. Click the link in the registrar's mail${domain.verifyBy ? ` by ${longDate.format(domain.verifyBy)}` : ""}.`;
  switch (domain.registration) {
    case "active":
      return domain.autoRenew
        ? `Active. Renews on ${until}${price}.`
        : `Active until ${until}. It does not renew by itself.`;
    case "pending":
      return "Being registered.";
    case "expired":
      return domain.attention.some((entry) => entry.kind === "dns_interrupted")
        ? `Expired on ${until}, and its registrar shows a notice in place of it. It works again within minutes of its renewal.`
        : `Expired on ${until}. It can still be renewed.`;
    case "redemption":
      return `Expired on ${until} and is in redemption.`;
    case "transferred_away":
      return "Moved to another registrar.";
    case "cancelled":
      return "No longer registered here.";
    case "fraud":
      return "On hold. Write to support.";
  }
}
