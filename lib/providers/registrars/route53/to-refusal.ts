import type { ProviderError } from "@/lib/kernel/errors";
import type { RefusalReason, TransferBlocker, WriteResult } from "../contract";
import { kindOf } from "./check-transferability";

export type Refusal = Extract<WriteResult, { state: "refused" }>;

const contactFields: [RegExp, string][] = [
  [/phone|fax/i, "phone"],
  [/e-?mail/i, "email"],
  [/\bzip|postal/i, "postalCode"],
  [/country/i, "country"],
  [/\bstate\b|province/i, "state"],
  [/\bcity\b/i, "city"],
  [/address/i, "addressLine1"],
  [/organi[sz]ation/i, "organisation"],
  [/first ?name/i, "firstName"],
  [/last ?name/i, "lastName"],
];

/** The contact field an AWS message is about, by our name, or by AWS's own for the TLD's extra answers. */
function fieldOf(text: string): string | undefined {
  const extra = /\b(?:[A-Z]{2,}_)+[A-Z_]*[A-Z]\b/.exec(text)?.[0];
  if (extra && /^(AU|CA|ES|EU|FI|IT|RU|SE|SG|UK|BIRTH|ONWER|DUNS|BRAND|DOCUMENT|VAT)_/.test(extra))
    return `extra.${extra}`;
  return contactFields.find(([pattern]) => pattern.test(text))?.[1];
}

/** AWS has no not-found error: a name of nobody's, or of another account, is InvalidInput with a sentence. */
export function saysNotOurs(error: ProviderError): boolean {
  return error.vendorCode === "InvalidInput" && notOurs.test(error.message);
}

const notOurs =
  /not found|(does not|doesn't|not) (belong|exist)|not (associated|registered|owned) (with|by|in|to)|not in (this|your|the) (aws )?account/i;

/** Reads a reason out of the sentence of an error or of a failed operation. */
export function reasonOf(text: string): { reason: RefusalReason; field?: string } {
  if (/premium/i.test(text)) return { reason: "premium" };
  if (/payment|billing|credit card|insufficient|could not be charged/i.test(text))
    return { reason: "insufficient_funds" };
  if (
    /(is|was) (not|no longer) available|unavailable|already (registered|taken)|not available for registration/i.test(
      text,
    )
  )
    return { reason: "unavailable" };
  const field = fieldOf(text);
  if (field) return { reason: "contact", field };
  return { reason: "other" };
}

const transferReasons: Partial<Record<TransferBlocker["kind"], RefusalReason>> = {
  auth_code: "auth_code",
  locked: "locked",
  too_young: "too_young",
  in_redemption: "in_redemption",
};

/** The same of a transfer in, which fails in its own ways. */
export function transferReasonOf(text: string): { reason: RefusalReason; field?: string } {
  const reason = transferReasons[kindOf(text)];
  if (!reason) return reasonOf(text);
  return reason === "auth_code" ? { reason, field: "authCode" } : { reason };
}

/**
 * A refused write in the contract's words, or null when the code says nothing about this request in particular. AWS
 * refuses before it acts, so each of these proves that nothing was done.
 */
export function toRefusal(error: ProviderError, domainName: string, read = reasonOf): Refusal | null {
  const refused = (reason: RefusalReason, message: string, field?: string): Refusal => ({
    state: "refused",
    reason,
    message,
    ...(field ? { field } : {}),
  });
  switch (error.vendorCode) {
    case "InvalidInput": {
      if (notOurs.test(error.message)) return refused("not_ours", `The AWS account does not hold ${domainName}.`);
      const { reason, field } = read(error.message);
      return refused(reason, error.message, field);
    }
    case "TLDRulesViolation": {
      const { reason, field } = read(error.message);
      return refused(reason === "other" ? "policy" : reason, error.message, field);
    }
    case "UnsupportedTLD":
      return refused("unsupported", `Amazon Route 53 does not offer the ending of ${domainName}.`);
    case "DomainLimitExceeded":
      return refused(
        "insufficient_funds",
        "The platform's AWS account holds as many domains as AWS allows it. Raise its domain quota in AWS Service Quotas, then try again.",
      );
    default:
      return null;
  }
}
