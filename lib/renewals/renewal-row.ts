import { eq } from "drizzle-orm";
import type { Database } from "@/db/client";
import { domains, orderItems } from "@/db/schema";
import type { Tx } from "@/db/transaction";
import type { RenewalRow } from "./renewal-line";

export type OwnedRow = RenewalRow & {
  merchantId: string | null;
  registration: typeof domains.$inferSelect.registration;
  autoRenew: boolean;
  registrar: string;
};

/** One name as its renewal is priced, or null where it has no expiry that anybody knows. */
export async function renewalRow(tx: Tx | Database, domainId: string): Promise<OwnedRow | null> {
  const [row] = await tx
    .select({ domain: domains, premium: orderItems.premium })
    .from(domains)
    .leftJoin(orderItems, eq(orderItems.id, domains.orderItemId))
    .where(eq(domains.id, domainId));
  if (!row?.domain.expiresAt) return null;
  const {
    id,
    nameAscii,
    tld,
    registrarAccountId,
    expiresAt,
    renewPriceMinor,
    merchantId,
    registration,
    autoRenew,
    registrar,
  } = row.domain;
  return {
    id,
    nameAscii,
    tld,
    registrarAccountId,
    expiresAt,
    renewPriceMinor,
    merchantId,
    registration,
    autoRenew,
    registrar,
    premium: row.premium ?? false,
  };
}
