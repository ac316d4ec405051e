import { and, eq, ne } from "drizzle-orm";
import { memberships, users } from "@/db/schema";
import type { Tx } from "@/db/transaction";

/** The people of a merchant who can act, and so get its mail: owners and staff. */
export function readersOf(tx: Tx, merchantId: string): Promise<{ userId: string; email: string; name: string }[]> {
  return tx
    .select({ userId: users.id, email: users.email, name: users.name })
    .from(memberships)
    .innerJoin(users, eq(users.id, memberships.userId))
    .where(and(eq(memberships.merchantId, merchantId), ne(memberships.role, "read_only")));
}
