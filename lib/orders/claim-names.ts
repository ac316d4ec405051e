import { nameClaims } from "@/db/schema";
import type { Tx } from "@/db/transaction";
import type { Ctx } from "@/lib/kernel/context";
import { displayName } from "@/lib/kernel/display-name";
import type { OrderItem } from "./rows";

/** One order at a time works on a name, whatever it wants of it (R6). Returns the names another order has, as people read them. */
export async function claimNames(
  tx: Tx,
  ctx: Ctx,
  items: readonly Pick<OrderItem, "id" | "merchantId" | "nameAscii">[],
): Promise<string[]> {
  const claimedAt = ctx.clock.now();
  // In one order for all, so that two carts with the same names cannot wait for each other.
  const sorted = [...items].sort((a, b) => a.nameAscii.localeCompare(b.nameAscii));
  const claimed = await tx
    .insert(nameClaims)
    .values(sorted.map(({ id, merchantId, nameAscii }) => ({ nameAscii, orderItemId: id, merchantId, claimedAt })))
    .onConflictDoNothing({ target: nameClaims.nameAscii })
    .returning({ nameAscii: nameClaims.nameAscii });
  const got = new Set(claimed.map((claim) => claim.nameAscii));
  return items.filter((item) => !got.has(item.nameAscii)).map((item) => displayName(item.nameAscii));
}
