import { createHash, randomBytes } from "node:crypto";

const shape = /^np_live_[A-Za-z0-9_-]{43}$/;
const prefixLength = "np_live_".length + 4;

/** A new token: 32 random bytes. `hash` is what is kept, `prefix` what a person knows it again by. */
export function newTokenSecret(): { secret: string; hash: string; prefix: string } {
  const secret = `np_live_${randomBytes(32).toString("base64url")}`;
  return { secret, hash: hashTokenSecret(secret), prefix: secret.slice(0, prefixLength) };
}

/**
 * SHA-256 without salt: the secret is as long as the hash, so there is nothing to guess, and tokens are found by their hash
 * in an index, where comparing takes no time that tells anything of the secret.
 */
export function hashTokenSecret(secret: string): string {
  return createHash("sha256").update(secret).digest("base64url");
}

/** Whether a text can be one of our tokens at all; anything else is not worth a look into the table. */
export function isTokenSecret(text: string): boolean {
  return shape.test(text);
}
