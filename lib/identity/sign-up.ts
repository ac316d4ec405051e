import { eq, sql } from "drizzle-orm";
import { z } from "zod";
import { db } from "@/db/client";
import { memberships, merchants, users } from "@/db/schema";
import { inTransaction, type Tx } from "@/db/transaction";
import type { Ctx } from "@/lib/kernel/context";
import { AppError } from "@/lib/kernel/errors";
import { newId } from "@/lib/kernel/ids";
import { audit } from "./audit";
import { authenticate } from "./authenticate";
import { createSession, insertSession, type NewSession } from "./create-session";
import type { Device } from "./device";
import { emailSchema } from "./email";
import { signUpByAddress } from "./limits";
import { lineOfText } from "./line-of-text";
import { parseInput } from "./parse-input";
import { hashPassword, passwordSchema } from "./password";
import { takeToken } from "./rate-limit";

export const signUpSchema = z
  .object({
    name: lineOfText("your name", 100),
    /** What the merchant is called; the person's name until they say otherwise. */
    merchantName: z.preprocess((value) => (value === "" ? undefined : value), lineOfText("a name", 100).optional()),
    email: emailSchema,
    password: passwordSchema,
  })
  .refine(({ email, password }) => password.toLowerCase() !== email, {
    path: ["password"],
    message: "Your e-mail address is the first password that somebody would try. Choose another.",
  });

export type SignUpInput = z.input<typeof signUpSchema>;

/**
 * Makes a user, their merchant and their ownership of it, and signs them in. For an address that has an account already
 * the right password signs in, as if it had just been made; a wrong one fails with the very sentence, and after the very
 * work, of every other failure that is not about a field. Tries on a taken address count as tries to sign in.
 */
export async function signUp(ctx: Ctx, input: SignUpInput, device: Device): Promise<NewSession> {
  const parsed = parseInput(signUpSchema, input);
  const { email, password } = parsed;
  if (!(await takeToken(`sign-up:address:${device.ip}`, signUpByAddress, ctx.clock)).ok) throw refused();

  if (!(await isTaken(email))) {
    const passwordHash = await hashPassword(password);
    const made = await inTransaction("sign-up", (tx) => insertMerchant(tx, ctx, parsed, passwordHash, device));
    if (made) return made;
  }
  const identity = await authenticate(ctx, { email, password }, device).catch((error) => {
    throw error instanceof AppError ? refused() : error;
  });
  return createSession(ctx, identity, device);
}

async function isTaken(email: string): Promise<boolean> {
  const rows = await db()
    .select({ id: users.id })
    .from(users)
    .where(eq(sql`lower(${users.email})`, email));
  return rows.length > 0;
}

/** Null when somebody else took the address in the meantime. */
async function insertMerchant(
  tx: Tx,
  ctx: Ctx,
  input: z.output<typeof signUpSchema>,
  passwordHash: string,
  device: Device,
): Promise<NewSession | null> {
  const now = ctx.clock.now();
  const userId = newId("user");
  const merchantId = newId("merchant");
  const { email, name } = input;
  const inserted = await tx
    .insert(users)
    .values({ id: userId, email, name, passwordHash, createdAt: now })
    .onConflictDoNothing()
    .returning({ id: users.id });
  if (inserted.length === 0) return null;
  await tx.insert(merchants).values({ id: merchantId, name: input.merchantName ?? name, createdAt: now });
  await tx.insert(memberships).values({ userId, merchantId, role: "owner", createdAt: now });
  await audit(tx, ctx, {
    action: "user.signed_up",
    subject: { kind: "user", id: userId },
    merchantId,
    after: { email },
  });
  return insertSession(tx, ctx, { userId, merchantId, admin: false, role: "owner" }, device);
}

function refused(): AppError {
  return new AppError(
    "invalid",
    "No account was made with these details, and nothing was charged. If you have an account with this address, sign in with its password; otherwise wait some minutes and try again.",
  );
}
