import { type ListOperationsCommandInput, OperationType } from "@aws-sdk/client-route-53-domains";
import { later, MINUTE } from "@/lib/kernel/clock";
import { ProviderError } from "@/lib/kernel/errors";
import type { FoundWrite, RegistrarDomain, WriteVerb } from "../contract";
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

/** Registrations and transfers in are looked for alike, as either brings the name here. */
const typesOf: Record<WriteVerb, OperationType[]> = {
  register: [OperationType.REGISTER_DOMAIN, OperationType.TRANSFER_IN_DOMAIN],
  transfer: [OperationType.REGISTER_DOMAIN, OperationType.TRANSFER_IN_DOMAIN],
  renew: [OperationType.RENEW_DOMAIN],
  restore: [OperationType.RESTORE_DOMAIN],
};

/**
 * Look before retry: the account's operations since the intent, then the domain itself. What has ended counts only when it
 * began after the intent: an older one says nothing about this attempt. A name that was here before says nothing about its
 * renewal, so there an ended operation comes before the domain.
 */
export async function findWrite(
  api: DomainsApi,
  verb: WriteVerb,
  name: string,
  since: Date,
  readDomain: () => Promise<RegistrarDomain | null>,
): Promise<FoundWrite> {
  const operations = await operationsOf(api, name, {
    SubmittedSince: later(since, -clockSlackMs),
    Type: typesOf[verb],
  });
  const states = operations.map((operation) => ({ operation, state: toOperationState(operation) }));
  const open = states.find(({ state }) => state.state === "pending" || state.state === "waiting_for_person");
  if (open) return { found: "operation", ref: open.state.ref, state: open.state };
  const bringsHere = verb === "register" || verb === "transfer";
  const ended = states.find(
    ({ operation, state }) => operation.SubmittedDate >= since || (bringsHere && state.state === "done"),
  );
  const operation: FoundWrite = ended
    ? { found: "operation", ref: ended.state.ref, state: ended.state }
    : { found: "none" };
  if (ended && !bringsHere) return operation;
  const domain = await readDomain();
  return domain ? { found: "domain", domain } : operation;
}
