import "server-only";
import { randomBytes } from "node:crypto";
import { cookies } from "next/headers";
import { cookieOptions } from "./session-cookie";

const name = "np_cart";
const maxAgeSeconds = 90 * 24 * 60 * 60;
const shape = /^[A-Za-z0-9_-]{43}$/;

/** The secret by which a visitor's cart is found, or null when this browser has none. */
export async function readCartToken(): Promise<string | null> {
  const value = (await cookies()).get(name)?.value;
  return value && shape.test(value) ? value : null;
}

/** The same, made when missing. Only where cookies may be set: in a server action or a route handler. */
export async function ensureCartToken(): Promise<string> {
  const kept = await readCartToken();
  if (kept) return kept;
  const made = randomBytes(32).toString("base64url");
  (await cookies()).set(name, made, cookieOptions(maxAgeSeconds));
  return made;
}

/** After the cart went over to a merchant, and on sign-out: the next visitor at this browser starts empty. */
export async function forgetCartToken(): Promise<void> {
  (await cookies()).delete(name);
}
