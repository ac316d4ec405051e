import type { ProviderError } from "@/lib/kernel/errors";
import type { Transferability, TransferBlocker } from "../contract";
import type { DomainsApi } from "./api";
import { orNull } from "./or-null";

type Meaning = Omit<Transferability, "blockers" | "authCodeRequired">;

const meanings: Record<string, Meaning> = {
  TRANSFERABLE: { verdict: "transferable" },
  UNTRANSFERABLE: { verdict: "not_transferable", reason: "The name cannot be transferred now." },
  DOMAIN_IN_OWN_ACCOUNT: { verdict: "already_here" },
  DOMAIN_IN_ANOTHER_ACCOUNT: {
    verdict: "not_transferable",
    reason: "The name is already at Amazon Route 53, in another AWS account. Its owner must move it between accounts.",
  },
  PREMIUM_DOMAIN: { verdict: "premium", reason: "Amazon Route 53 does not take premium names." },
  DONT_KNOW: { verdict: "unknown", reason: "The registry did not answer. Ask again later." },
};

/** AWS says why only in a sentence; the kinds are read out of it. */
const kinds: [RegExp, TransferBlocker["kind"]][] = [
  [/auth(ori[sz]ation)? ?(code)|EPP code/i, "auth_code"],
  [/redemption|expired/i, "in_redemption"],
  [/60 days|recently (registered|transferred)|less than \d+ days/i, "too_young"],
  [/lock|transferprohibited/i, "locked"],
  [/pendingtransfer|already in progress|being transferred/i, "under_way"],
];

/** British names move by the tag of the new registrar, without a code. */
const withoutCode = /\.uk$/;

export async function checkTransferability(api: DomainsApi, name: string, authCode?: string): Promise<Transferability> {
  const answer = (meaning: Meaning): Transferability => ({
    ...meaning,
    blockers:
      meaning.verdict === "not_transferable" && meaning.reason
        ? [{ kind: kindOf(meaning.reason), until: null, message: meaning.reason }]
        : [],
    authCodeRequired: !withoutCode.test(name),
  });
  const reply = await orNull(
    api.checkTransferability({ DomainName: name, ...(authCode ? { AuthCode: authCode } : {}) }),
    (error: ProviderError) => error.vendorCode === "UnsupportedTLD",
  );
  if (!reply) return answer({ verdict: "not_transferable", reason: "Amazon Route 53 does not offer this ending." });
  const meaning = meanings[reply.Transferability.Transferable];
  if (!meaning) return answer({ verdict: "unknown", reason: "The registrar gave an answer of an unknown kind." });
  return answer(reply.Message ? { ...meaning, reason: reply.Message.slice(0, 500) } : meaning);
}

export function kindOf(text: string): TransferBlocker["kind"] {
  return kinds.find(([pattern]) => pattern.test(text))?.[1] ?? "other";
}
