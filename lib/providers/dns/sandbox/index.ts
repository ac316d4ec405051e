import { ProviderError } from "@/lib/kernel/errors";
import type {
  ChangeState,
  DnsHost,
  DnsHostDescriptor,
  DnsHostFactory,
  DnsHostSetup,
  HostedZone,
  RecordSet,
} from "../contract";
import { createApi, recordTypes, type SandboxDnsApi, type WireRecordSet, type WireZone } from "./api";
import { quoteTxt, unquoteTxt } from "./quote-txt";

export const descriptor: DnsHostDescriptor = {
  id: "sandbox",
  label: "Sandbox DNS host",
  capabilities: { atomic: true, changeStatus: true, types: [...recordTypes] },
  limits: { requestsPerSecond: 50, changesPerBatch: 500, minTtlSeconds: 1, maxTtlSeconds: 2_147_483_647 },
  verifiedOn: "2026-11-20",
};

/** The DNS host of the sandbox, whose zones its name server answers. `baseUrl` is its `…/dns`; credentials as the registrar's. */
export const sandboxDns: DnsHostFactory = { descriptor, open };

function open(setup: DnsHostSetup): DnsHost {
  const api = createApi(setup);
  return {
    descriptor,
    createZone: async (name, callerReference) => toZone((await api.createZone({ name, callerReference })).zone),
    findZones: async (name) => (await api.zones(name)).zones.map(toZone),
    zone: (ref) => zone(api, ref),
    recordSets: (ref) => recordSets(api, ref),
    async applyChanges(ref, changes) {
      const wire = changes.map(({ action, set }) => ({ action, set: convert(set, quoteTxt) }));
      return toChange((await api.change(ref, wire)).change);
    },
    changeState: async (ref) => toChange((await api.changeState(ref)).change),
    async deleteZone(ref) {
      await api.deleteZone(ref);
    },
  };
}

function toZone({ id, ...zone }: WireZone): HostedZone {
  return { ref: id, ...zone };
}

function toChange({
  id,
  state,
  submittedAt,
}: {
  id: string;
  state: ChangeState["state"];
  submittedAt: Date;
}): ChangeState {
  return { ref: id, state, submittedAt };
}

/** Only TXT looks different on the wire. */
function convert<Set extends RecordSet | WireRecordSet>(set: Set, txt: (value: string) => string): Set {
  return set.type === "TXT" ? { ...set, values: set.values.map(txt) } : set;
}

async function zone(api: SandboxDnsApi, ref: string): Promise<HostedZone | null> {
  try {
    return toZone((await api.zone(ref)).zone);
  } catch (error) {
    if (error instanceof ProviderError && error.kind === "not_found") return null;
    throw error;
  }
}

async function recordSets(api: SandboxDnsApi, ref: string): Promise<RecordSet[]> {
  const sets: RecordSet[] = [];
  let cursor: string | undefined;
  do {
    const page = await api.recordSets(ref, cursor);
    sets.push(...page.recordSets.map((set) => convert(set, unquoteTxt)));
    cursor = page.next ?? undefined;
  } while (cursor !== undefined);
  return sets;
}
