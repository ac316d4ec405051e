import { eq } from "drizzle-orm";
import type { Clock } from "../../lib/kernel/clock";
import type { Ctx, MemberRole } from "../../lib/kernel/context";
import { db } from "../client";
import { demoUsers, moreDemoUsers } from "../demo-users.mjs";
import { makeAdmin, makeMember, makeMerchant } from "../factories";
import { users } from "../schema";

export type DemoPeople = { fern: Ctx; harbour: Ctx };

/** The demo users and their two merchants, made once. Null when they were there already. */
export async function makeDemoPeople(clock: Clock): Promise<DemoPeople | null> {
  const known = await db().select({ id: users.id }).from(users).where(eq(users.email, "admin@nameplate.test"));
  if (known.length > 0) return null;
  const createdAt = clock.now();
  const fern = await makeMerchant({ name: "Fern & Fable", country: "US", createdAt });
  const harbour = await makeMerchant({ name: "Harbour Lane Cycles", country: "DE", createdAt });
  const contexts: Record<string, Ctx> = {};
  for (const { role, ...user } of [...moreDemoUsers, ...demoUsers]) {
    if (role === "admin") {
      await makeAdmin({ user, clock });
      continue;
    }
    const merchant = role === "other merchant" ? harbour : fern;
    const memberRole: MemberRole = role === "staff" || role === "read_only" ? role : "owner";
    contexts[role] = (await makeMember({ merchant, role: memberRole, user, clock })).ctx;
  }
  return { fern: contexts.merchant!, harbour: contexts["other merchant"]! };
}
