import { createHash } from "node:crypto";
import { asc, eq, sql } from "drizzle-orm";
import { z } from "zod";
import { db } from "@/db/client";
import { memberships, users } from "@/db/schema";
import type { Ctx, MemberRole } from "@/lib/kernel/context";
import { AppError } from "@/lib/kernel/errors";
import type { Device } from "./device";
import { emailSchema } from "./email";
import { signInByAccount, signInByAddress } from "./limits";
import { passwordMatches } from "./password";
import { requireToken, returnToken } from "./rate-limit";

/** Who proved to be whom, and what they may do where. */
export type Identity = { userId: string } & (
  | { admin: true; merchantId: null }
  | { admin: false; merchantId: string; role: MemberRole }
);

const inputSchema = z.object({ email: emailSchema, password: z.string().min(1).max(200) });

/**
 * Checks an e-mail address and a password. Whoever fails learns nothing of why: unknown address, wrong password and an
 * account without a merchant answer with one sentence after the same work. Tries count by account and by network address;
 * a right one is given back, so that nobody is locked out by signing in.
 */
export async function authenticate(
  ctx: Ctx,
  input: { email: string; password: string },
  device: Device,
): Promise<Identity> {
  const parsed = inputSchema.safeParse(input);
  const byAddress = `sign-in:address:${device.ip}`;
  const tooMany = "There were too many tries to sign in.";
  await requireToken(byAddress, signInByAddress, ctx.clock, tooMany);
  if (!parsed.success) throw noMatch();
  const { email, password } = parsed.data;
  const byAccount = accountKey(email);
  await requireToken(byAccount, signInByAccount, ctx.clock, tooMany);

  const found = await findUser(email);
  const matches = await passwordMatches(found?.passwordHash ?? null, password);
  const identity = found ? identityOf(found) : null;
  if (!identity || !matches) throw noMatch();
  await Promise.all([returnToken(byAddress, signInByAddress), returnToken(byAccount, signInByAccount)]);
  return identity;
}

function identityOf(found: NonNullable<Awaited<ReturnType<typeof findUser>>>): Identity | null {
  const { userId, merchantId, role } = found;
  if (found.admin) return { userId, admin: true, merchantId: null };
  return merchantId && role ? { userId, admin: false, merchantId, role } : null;
}

function accountKey(email: string): string {
  return `sign-in:account:${createHash("sha256").update(email).digest("base64url")}`;
}

async function findUser(email: string) {
  const [found] = await db()
    .select({
      userId: users.id,
      passwordHash: users.passwordHash,
      admin: users.admin,
      merchantId: memberships.merchantId,
      role: memberships.role,
    })
    .from(users)
    .leftJoin(memberships, eq(memberships.userId, users.id))
    .where(eq(sql`lower(${users.email})`, email))
    .orderBy(asc(memberships.createdAt))
    .limit(1);
  return found;
}

function noMatch(): AppError {
  return new AppError(
    "unauthenticated",
    "That e-mail address and password do not belong together. Nothing was changed. Check both, or make an account.",
  );
}
