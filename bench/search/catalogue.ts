import { sql } from "drizzle-orm";
import { db } from "../../db/client";
import { registrarAccounts, tldCosts, tlds } from "../../db/schema";
import { accounts } from "./registrars";

const now = new Date();

/** 1,500 endings, routed to the six accounts in turn, with costs; the first is `com`. */
export async function writeCatalogue(count: number): Promise<void> {
  await db()
    .insert(registrarAccounts)
    .values(accounts.map((id, i) => ({ id, registrar: "mock", label: id, active: i === 0, createdAt: now })));
  const rows = Array.from({ length: count }, (_, i) => ({
    tld: i === 0 ? "com" : `tld${i}`,
    account: accounts[i % accounts.length]!,
  }));
  await db()
    .insert(tlds)
    .values(
      rows.map(({ tld, account }, i) => ({
        tld,
        group: "general",
        position: i,
        routedAccountId: account,
        updatedAt: now,
      })),
    );
  await db()
    .insert(tldCosts)
    .values(
      rows.map(({ tld, account }, i) => ({
        registrarAccountId: account,
        tld,
        currency: "USD",
        registerMinor: 800 + i,
        renewMinor: 1200 + i,
        transferMinor: 900,
        restoreMinor: 8000,
        fetchedAt: now,
      })),
    );
  await db().execute(sql`analyze`);
}

export async function sellOnly(count: number): Promise<void> {
  await db().execute(sql`update tlds set sold = position < ${count}`);
}
