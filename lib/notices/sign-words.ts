import { createHmac, timingSafeEqual } from "node:crypto";
import { env } from "@/lib/kernel/env";

/** A signature of words that travel through a mail or an address; `purpose` keeps one use from passing for another. */
export function signWords(purpose: string, words: string): string {
  return createHmac("sha256", env().NEXTAUTH_SECRET)
    .update(`notices:${purpose}:${words}`)
    .digest()
    .subarray(0, 24)
    .toString("base64url");
}

export function isSigned(purpose: string, words: string, signature: string): boolean {
  const right = Buffer.from(signWords(purpose, words));
  const given = Buffer.from(signature);
  return right.length === given.length && timingSafeEqual(right, given);
}
