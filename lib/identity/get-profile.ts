import { eq } from "drizzle-orm";
import { db } from "@/db/client";
import { merchants, users } from "@/db/schema";
import type { Ctx } from "@/lib/kernel/context";
import { notFound } from "@/lib/kernel/errors";
import { requireUser } from "./require-user";

/** `merchant` is null for an admin. `country` is ISO 3166-1 alpha-2, and decides the tax. */
export type Profile = {
  name: string;
  email: string;
  merchant: { id: string; name: string; country: string | null; role: "owner" | "staff" | "read_only" } | null;
};

export async function getProfile(ctx: Ctx): Promise<Profile> {
  const userId = requireUser(ctx);
  const [user] = await db().select({ name: users.name, email: users.email }).from(users).where(eq(users.id, userId));
  if (!user) throw notFound("user");
  if (ctx.actor.kind !== "user" || !ctx.merchantId) return { ...user, merchant: null };
  const [merchant] = await db()
    .select({ id: merchants.id, name: merchants.name, country: merchants.country })
    .from(merchants)
    .where(eq(merchants.id, ctx.merchantId));
  return { ...user, merchant: merchant ? { ...merchant, role: ctx.actor.role } : null };
}
