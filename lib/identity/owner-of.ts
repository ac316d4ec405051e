import { and, asc, eq } from "drizzle-orm";
import type { Database } from "@/db/client";
import { memberships, users } from "@/db/schema";
import type { Tx } from "@/db/transaction";

/** Whom a merchant's mail goes to where nobody in particular asked: its first owner. */
export async function ownerOf(
  tx: Tx | Database,
  merchantId: string,
): Promise<{ userId: string; email: string; name: string } | null> {
  const [owner] = await tx
    .select({ userId: users.id, email: users.email, name: users.name })
    .from(memberships)
    .innerJoin(users, eq(users.id, memberships.userId))
    .where(and(eq(memberships.merchantId, merchantId), eq(memberships.role, "owner")))
    .orderBy(asc(memberships.createdAt), asc(users.id))
    .limit(1);
  return owner ?? null;
}
