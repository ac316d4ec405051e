import { hash, verify } from "@node-rs/argon2";
import { z } from "zod";

/** Argon2id (the library's default algorithm) with the first set of parameters that OWASP's password sheet names. */
const cost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;

export const passwordSchema = z
  .string()
  .min(10, "Use at least 10 characters; a few words are easier to keep than a riddle.")
  .max(200, "Use at most 200 characters.");

export function hashPassword(password: string): Promise<string> {
  return hash(password, cost);
}

let nobodysHash: Promise<string> | undefined;

/** Compares with the work of a real comparison even when there is no such user (`null`), so that time tells nothing. */
export async function passwordMatches(passwordHash: string | null, password: string): Promise<boolean> {
  nobodysHash ??= hashPassword("nobody has this password");
  const matches = await verify(passwordHash ?? (await nobodysHash), password).catch(() => false);
  return matches && passwordHash !== null;
}
