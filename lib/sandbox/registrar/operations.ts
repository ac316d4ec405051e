import { randomUUID } from "node:crypto";
import { DAY, later, MINUTE, SECOND } from "@/lib/kernel/clock";
import { fnvHash } from "./fnv-hash";
import { priceOfTld } from "./price-list";
import type { Query, RegistrarWorld } from "./world";

export type OperationVerb =
  | "register"
  | "transfer"
  | "renew"
  | "restore"
  | "auto_renew"
  | "name_servers"
  | "lock"
  | "privacy"
  | "contacts"
  | "delete";

export type Refusal = { reason: string; message: string; field?: string | undefined };

/** `request` is what the settling needs; `request.refusal` makes the end a refusal. */
export type OperationRow = {
  id: string;
  account: string;
  name: string;
  verb: OperationVerb;
  state: "pending" | "done" | "refused";
  request: Record<string, unknown> & { refusal?: Refusal };
  reason: string | null;
  message: string | null;
  field: string | null;
  costMinor: number;
  submittedAt: Date;
  dueAt: Date | null;
  updatedAt: Date;
};

export const operationColumns = `id, account, name, verb, state, request, reason, message, field, cost_minor as "costMinor",
  submitted_at as "submittedAt", due_at as "dueAt", updated_at as "updatedAt"`;

/** `delayMs` null: it never ends. */
export type NewOperation = Pick<OperationRow, "account" | "name" | "verb" | "request"> & {
  costMinor?: number;
  delayMs: number | null;
};

export async function insertOperation(world: RegistrarWorld, query: Query, wanted: NewOperation): Promise<string> {
  const id = `op-${randomUUID()}`;
  const now = world.clock.now();
  const due = wanted.delayMs === null ? null : later(now, wanted.delayMs);
  await query`
    insert into sandbox.registrar_operations
      (id, account, name, verb, state, request, cost_minor, submitted_at, due_at, shown_from, updated_at)
    values (${id}, ${wanted.account}, ${wanted.name}, ${wanted.verb}, 'pending', ${query.json(wanted.request as never)},
      ${wanted.costMinor ?? 0}, ${now}, ${due}, ${later(now, world.profile().lagSeconds * SECOND)}, ${now})`;
  return id;
}

export async function readOperation(query: Query, id: string): Promise<OperationRow | null> {
  const [row] = await query<OperationRow[]>`
    select ${query.unsafe(operationColumns)} from sandbox.registrar_operations where id = ${id}`;
  return row ?? null;
}

/** How long an operation takes here: 0.3 to 2 seconds, 2 to 5 minutes where the registry is slow; nothing when synchronous. */
export function seededDelayMs(world: RegistrarWorld, name: string, verb: OperationVerb): number {
  const { mode, seed } = world.profile();
  if (mode === "sync") return 0;
  const hash = fnvHash(`${seed}:${verb}:${name}`);
  const atRegistry = verb === "register" || verb === "transfer";
  if (atRegistry && priceOfTld(name)?.slow) return 2 * MINUTE + (hash % (3 * MINUTE));
  return 300 + (hash % 1_700);
}

/** `usualMs` unless a fault says how long it takes; null: for ever. */
export function operationDelayMs(
  world: RegistrarWorld,
  name: string,
  verb: OperationVerb,
  faults: ReadonlySet<string>,
  usualMs = seededDelayMs(world, name, verb),
): number | null {
  if (faults.has("pending-forever")) return null;
  if (faults.has("pending-3d")) return 3 * DAY;
  if (faults.has("slow-30s")) return 30 * SECOND;
  return usualMs;
}

/** An owner who has not answered after so long will not without being asked again. */
const patienceMs = 2 * DAY;

/** How far a transfer is: its owner must agree, then the registries are at it. */
function stageOf({ request, state, verb }: OperationRow, now: Date) {
  if (verb !== "transfer" || state !== "pending") return {};
  const { ownerAt, mailedAt } = request;
  if (typeof ownerAt === "string" && new Date(ownerAt) <= now) return { stage: "registry", waitsForPerson: false };
  const waitsForPerson = now.getTime() - new Date(String(mailedAt)).getTime() > patienceMs;
  return { stage: "owner", waitsForPerson };
}

export function toWire(row: OperationRow, at: Date) {
  const { id, name, verb, state, reason, message, field } = row;
  return {
    id,
    name,
    verb,
    state,
    submittedAt: row.submittedAt.toISOString(),
    updatedAt: row.updatedAt.toISOString(),
    ...(reason === null ? {} : { reason, message }),
    ...(field === null ? {} : { field }),
    ...stageOf(row, at),
  };
}
