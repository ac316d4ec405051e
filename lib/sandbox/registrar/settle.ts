import { randomBytes } from "node:crypto";
import { DAY, later, SECOND } from "@/lib/kernel/clock";
import { addYears } from "./add-years";
import { faultsInName } from "./induced-faults";
import { interruptExpired, interruptedFrom } from "./interruption";
import { insertOperation, type OperationRow, operationColumns } from "./operations";
import { currency, priceOfTld } from "./price-list";
import { longestYears } from "./terms";
import { holdUnverified, verifyBy } from "./verification";
import { elsewhere, elsewhereServers, type Query, type RegistrarWorld } from "./world";

/** Names nobody pointed anywhere yet. */
export const parkingServers = ["park1.sandbox-dns.test", "park2.sandbox-dns.test"];

/**
 * Brings everything to the state it has at this moment: operations that are due, renewals the registrar makes by itself
 * 35 days before the end, names whose time is over. Done before each answer, so nothing needs a timer.
 */
export async function settleDue(world: RegistrarWorld): Promise<void> {
  const now = world.clock.now();
  const [work] = await world.sql`
    select exists (select 1 from sandbox.registrar_operations where state = 'pending' and due_at <= ${now}) as due,
      exists (select 1 from sandbox.registrar_domains where auto_renew and account <> ${elsewhere}
        and expires_at <= ${later(now, 35 * DAY)}) as renewing,
      exists (select 1 from sandbox.registrar_domains where leaving_at <= ${now}) as leaving,
      exists (select 1 from sandbox.registrar_domains
        where not verified and verify_by <= ${now} and not on_hold) as unverified,
      exists (select 1 from sandbox.registrar_domains
        where not interrupted and expires_at <= ${interruptedFrom(now)}) as interrupted,
      exists (select 1 from sandbox.registrar_domains where expires_at <= ${later(now, -80 * DAY)}) as over`;
  const changed: string[] = [];
  if (work?.due) changed.push(...(await settleOperations(world, now)));
  if (work?.renewing) await renewUnasked(world, now);
  if (work?.unverified) changed.push(...(await holdUnverified(world, now)));
  if (work?.interrupted) changed.push(...(await interruptExpired(world, now)));
  if (work?.leaving) {
    const left = await world.sql`
      update sandbox.registrar_domains set account = ${elsewhere}, auto_renew = false, leaving_at = null
      where leaving_at <= ${now} returning name`;
    changed.push(...left.map((row) => row.name as string));
  }
  if (work?.over) {
    const gone = await world.sql`
      delete from sandbox.registrar_domains where expires_at <= ${later(now, -80 * DAY)} returning name`;
    changed.push(...gone.map((row) => row.name as string));
  }
  for (const name of changed) await world.delegationChanged(name);
}

async function settleOperations(world: RegistrarWorld, now: Date): Promise<string[]> {
  return world.sql.begin(async (tx) => {
    const due = await tx<OperationRow[]>`
      select ${tx.unsafe(operationColumns)} from sandbox.registrar_operations
      where state = 'pending' and due_at <= ${now} order by due_at, seq for update skip locked`;
    for (const operation of due) await endOperation(world, tx, operation);
    return due.map((operation) => operation.name);
  });
}

/** Ends one operation, at the moment it was due. */
export async function endOperation(world: RegistrarWorld, tx: Query, operation: OperationRow): Promise<void> {
  const at = operation.dueAt ?? world.clock.now();
  const { refusal } = operation.request;
  await tx`
    update sandbox.registrar_operations set state = ${refusal ? "refused" : "done"}, reason = ${refusal?.reason ?? null},
      message = ${refusal?.message ?? null}, field = ${refusal?.field ?? null}, updated_at = ${at}
    where id = ${operation.id}`;
  if (refusal || isHollow(operation)) return;
  await takeEffect(world, tx, operation, at);
  if (operation.costMinor > 0 && operation.request.account !== elsewhere) await charge(tx, operation, at);
}

/** Of a name that is here already, "in another account" means that nothing came of it. */
function isHollow({ verb, request }: OperationRow): boolean {
  return (verb === "renew" || verb === "restore") && faultsOfRequest(request).has("other-owner");
}

function faultsOfRequest(request: OperationRow["request"]): Set<string> {
  return new Set((request.faults as string[] | undefined) ?? []);
}

function lagSecondsOf(world: RegistrarWorld, request: OperationRow["request"]): number {
  return Math.max(world.profile().lagSeconds, faultsOfRequest(request).has("listing-lag") ? 120 : 0);
}

async function takeEffect(world: RegistrarWorld, tx: Query, operation: OperationRow, at: Date): Promise<void> {
  const { name, verb, request } = operation;
  const domain = tx`update sandbox.registrar_domains set`;
  const here = tx`where name = ${name}`;
  switch (verb) {
    case "register":
    case "transfer":
      return insertDomain(world, tx, operation, at);
    case "renew":
    case "restore":
    case "auto_renew":
      await tx`${domain} expires_at = expires_at + make_interval(years => ${Number(request.years)}),
        earlier_expires_at = expires_at, earlier_until = ${later(at, lagSecondsOf(world, request) * SECOND)},
        interrupted = false ${here}`;
      return;
    case "name_servers":
      await tx`${domain} name_servers = ${tx.json(request.nameServers as never)} ${here}`;
      return;
    case "lock":
      await tx`${domain} locked = ${request.on === true} ${here}`;
      return;
    case "privacy":
      await tx`${domain} privacy = ${request.on === true} ${here}`;
      return;
    case "contacts":
      await tx`${domain} contact = ${tx.json(request.contact as never)} ${here}`;
  }
}

async function insertDomain(world: RegistrarWorld, tx: Query, operation: OperationRow, at: Date): Promise<void> {
  const { name, request } = operation;
  const faults = new Set([...faultsInName(name), ...faultsOfRequest(request)]);
  const lagSeconds = lagSecondsOf(world, { faults: [...faults] });
  const confirmBy = verifyBy(at, faults);
  const from = operation.verb === "transfer" ? new Date(String(request.expiresAt)) : at;
  const furthest = addYears(at, longestYears);
  const wanted = addYears(from, Number(request.years));
  const expires = wanted > furthest ? furthest : wanted;
  await tx`
    insert into sandbox.registrar_domains
      (name, account, created_at, expires_at, shown_from, auto_renew, locked, privacy, name_servers, contact, auth_code,
        verified, verify_by)
    values (${name}, ${String(request.account)}, ${at}, ${expires}, ${later(at, lagSeconds * SECOND)},
      ${request.autoRenew === true || faults.has("auto-renew-stuck")}, ${true}, ${request.privacy === true},
      ${tx.json(operation.verb === "transfer" ? elsewhereServers : parkingServers)}, ${tx.json(request.contact as never)}, ${`Auth-${randomBytes(9).toString("base64url")}`},
      ${confirmBy === null}, ${confirmBy})
    on conflict (name) do update set account = excluded.account, expires_at = excluded.expires_at,
      shown_from = excluded.shown_from, auto_renew = excluded.auto_renew, contact = excluded.contact, privacy = excluded.privacy,
      auth_code = excluded.auth_code, locked = true, verified = excluded.verified, verify_by = excluded.verify_by,
      earlier_until = null, leaving_at = null, on_hold = false, interrupted = false`;
}

async function charge(tx: Query, operation: OperationRow, at: Date): Promise<void> {
  const { account, id, name, verb, costMinor } = operation;
  await tx`
    insert into sandbox.registrar_charges (account, operation_id, name, verb, years, amount_minor, currency, charged_at)
    values (${account}, ${id}, ${name}, ${verb}, ${Number(operation.request.years)}, ${costMinor}, ${currency}, ${at})`;
  await tx`update sandbox.accounts set balance_minor = balance_minor - ${costMinor} where id = ${account}`;
}

/** What a registrar does when its auto-renew was left on: it renews, and charges, long before the end. */
async function renewUnasked(world: RegistrarWorld, now: Date): Promise<void> {
  await world.sql.begin(async (tx) => {
    const due = await tx`
      select name, account from sandbox.registrar_domains where auto_renew and account <> ${elsewhere}
        and expires_at <= ${later(now, 35 * DAY)} and expires_at > ${later(now, -80 * DAY)} for update skip locked`;
    for (const { name, account } of due) {
      const costMinor = priceOfTld(name as string)?.renewMinor ?? 0;
      const wanted = {
        account: account as string,
        name: name as string,
        verb: "auto_renew" as const,
        costMinor,
        delayMs: 0,
      };
      const id = await insertOperation(world, tx, { ...wanted, request: { years: 1 } });
      const [operation] = await tx<OperationRow[]>`
        select ${tx.unsafe(operationColumns)} from sandbox.registrar_operations where id = ${id}`;
      if (operation) await endOperation(world, tx, operation);
    }
  });
}
