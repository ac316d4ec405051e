import { type ListOperationsCommandInput, OperationType } from "@aws-sdk/client-route-53-domains";
import { later, MINUTE } from "@/lib/kernel/clock";
import { ProviderError } from "@/lib/kernel/errors";
import type { FoundRegistration, RegistrarDomain } from "../contract";
import { type DomainsApi, vendor } from "./api";
import type { Operation } from "./replies";
import { bareName, toOperationState } from "./to-domain";

/** AWS's clock may be behind ours: operations are looked for from a little before the intent. */
const clockSlackMs = 5 * MINUTE;

/** Operations of one name, newest first. */
async function operationsOf(api: DomainsApi, name: string, input: ListOperationsCommandInput): Promise<Operation[]> {
  const found: Operation[] = [];
  let marker: string | undefined;
  do {
    const page = await api.listOperations({
      ...input,
      MaxItems: 100,
      SortBy: "SubmittedDate",
      SortOrder: "DESC",
      ...(marker ? { Marker: marker } : {}),
    });
    found.push(...page.Operations.filter((operation) => bareName(operation.DomainName ?? "") === name));
    if (page.NextPageMarker === marker && marker) throw endlessList("ListOperations");
    marker = page.NextPageMarker;
  } while (marker);
  return found.sort((a, b) => b.SubmittedDate.getTime() - a.SubmittedDate.getTime());
}

export function endlessList(operation: string): ProviderError {
  return new ProviderError(vendor, "unavailable", `AWS answered ${operation} with the same page twice.`);
}

/** The operation of this kind that runs for the name right now, or null. */
export async function runningOperation(api: DomainsApi, name: string, type: OperationType): Promise<string | null> {
  const running = await operationsOf(api, name, { Type: [type], Status: ["SUBMITTED", "IN_PROGRESS"] });
  return running[0]?.OperationId ?? null;
}

/**
 * Look before retry: the account's operations since the intent, then the domain itself. Registrations and transfers in
 * are looked for alike, as either brings the name here. A failure counts only when it began after the intent: an older
 * one says nothing about this attempt.
 */
export async function findRegistration(
  api: DomainsApi,
  name: string,
  since: Date,
  readDomain: () => Promise<RegistrarDomain | null>,
): Promise<FoundRegistration> {
  const operations = await operationsOf(api, name, {
    SubmittedSince: later(since, -clockSlackMs),
    Type: [OperationType.REGISTER_DOMAIN, OperationType.TRANSFER_IN_DOMAIN],
  });
  const states = operations.map((operation) => ({ operation, state: toOperationState(operation) }));
  const open = states.find(({ state }) => state.state === "pending" || state.state === "waiting_for_person");
  if (open) return { found: "operation", ref: open.state.ref, state: open.state };
  const domain = await readDomain();
  if (domain) return { found: "domain", domain };
  const ended = states.find(({ operation, state }) => state.state === "done" || operation.SubmittedDate >= since);
  return ended ? { found: "operation", ref: ended.state.ref, state: ended.state } : { found: "none" };
}
