import { createToken } from "../../lib/api/create-token";
import { readToken } from "../../lib/api/read-token";
import { revokeToken } from "../../lib/api/revoke-token";
import { DAY, HOUR, later, type ManualClock } from "../../lib/kernel/clock";
import type { DemoPeople } from "./demo-people";

/** The programs that act for the first demo merchant. Nobody knows their tokens. */
export async function makeDemoTokens(clock: ManualClock, { fern }: DemoPeople): Promise<void> {
  const now = clock.now();
  const ctx = { ...fern, clock };
  clock.set(later(now, -140 * DAY));
  const old = await createToken(ctx, { name: "Old till", scopes: ["domains:read", "domains:buy"], lifeDays: "365" });
  clock.set(later(now, -60 * DAY));
  await revokeToken(ctx, { tokenId: old.id });
  clock.set(later(now, -58 * DAY));
  const shop = { name: "Till in Exchange Street", scopes: ["domains:read", "domains:write"], lifeDays: "365" };
  const till = await createToken(ctx, shop);
  clock.set(later(now, -12 * DAY));
  await createToken(ctx, { name: "Bookkeeping", scopes: ["billing:read"], lifeDays: "90" });
  clock.set(later(now, -3 * HOUR));
  await readToken(till.secret, clock);
  clock.set(now);
}
