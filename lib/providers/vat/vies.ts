import { z } from "zod";
import type { Clock } from "@/lib/kernel/clock";
import { createHttp } from "../http";
import type { TraceSink } from "../trace";

/** What the register says of a VAT id. unknown: the member state does not answer at the moment, which is no refusal. */
export type VatAnswer =
  | { state: "valid"; name: string | null; reference: string | null }
  | { state: "invalid" }
  | { state: "unknown" };

/** `userError` says whether the answer is one: a state that is down, or busy, answers `isValid: false` as well. */
const answer = z.object({
  isValid: z.boolean().optional(),
  userError: z.string().optional(),
  name: z.string().nullish(),
  requestIdentifier: z.string().nullish(),
});

/**
 * VIES, the European Commission's register of VAT ids, by its REST API (`GET /ms/{state}/vat/{number}`). Ids of other
 * countries are not in it. Throws ProviderError where it cannot be reached.
 */
export function openVies({ baseUrl, clock, trace }: { baseUrl: string; clock: Clock; trace: TraceSink }) {
  const http = createHttp({ vendor: "vies", baseUrl, timeoutMs: 5000, trace, clock, headers: {} });
  return {
    async check(vatId: string): Promise<VatAnswer> {
      const { isValid, userError, name, requestIdentifier } = await http.request({
        verb: "check",
        method: "GET",
        path: `/ms/${vatId.slice(0, 2)}/vat/${encodeURIComponent(vatId.slice(2))}`,
        write: false,
        schema: answer,
      });
      if (isValid) return { state: "valid", name: given(name), reference: given(requestIdentifier) };
      return userError === "INVALID" || userError === "INVALID_INPUT" ? { state: "invalid" } : { state: "unknown" };
    },
  };
}

/** Where a state tells no name, three hyphens stand. */
const given = (text: string | null | undefined) => (text && text !== "---" ? text.slice(0, 200) : null);
