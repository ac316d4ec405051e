import type { Sql, TransactionSql } from "postgres";
import type { Clock } from "@/lib/kernel/clock";
import type { FaultQueue } from "../http/fault-queue";
import type { RegistrarProfile } from "./profile";

export type Query = Sql | TransactionSql;

/** What every part of the sandbox registrar stands on. */
export type RegistrarWorld = {
  sql: Sql;
  clock: Clock;
  faults: FaultQueue;
  profile(): RegistrarProfile;
  /** Told after a registered name got other name servers, or came or went. */
  delegationChanged(name: string): Promise<void>;
};

/** The account that holds what is not the platform's; nobody has its key. */
export const elsewhere = "elsewhere";
/** Where the registry sends those who ask about a name of the rest of the world; a transfer leaves it so. */
export const elsewhereServers = ["ns1.elsewhere.example", "ns2.elsewhere.example"];

/** Counts how often a fault that a name spells has struck; 1 the first time. */
export async function countStrike(sql: Query, name: string, fault: string): Promise<number> {
  const [row] = await sql`
    insert into sandbox.induced (name, fault, times) values (${name}, ${fault}, 1)
    on conflict (name, fault) do update set times = sandbox.induced.times + 1
    returning times`;
  return Number(row?.times);
}
