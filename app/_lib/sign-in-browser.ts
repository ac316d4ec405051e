import "server-only";
import { cookies } from "next/headers";
import type { NewSession } from "@/lib/identity/create-session";
import type { Ctx } from "@/lib/kernel/context";
import { log } from "@/lib/kernel/log";
import { adoptCart } from "@/lib/orders/adopt-cart";
import { forgetCartToken, readCartToken } from "./cart-cookie";
import { cookieOptions, sealSessionId, sessionCookieName, sessionMaxAgeSeconds } from "./session-cookie";

/** Gives this browser its session, and the visitor's cart to the merchant. A cart that cannot move never stops a sign-in. */
export async function signInBrowser(ctx: Ctx, made: NewSession): Promise<void> {
  const { sessionId, identity } = made;
  const jar = await cookies();
  jar.set(sessionCookieName(), await sealSessionId(sessionId), cookieOptions(sessionMaxAgeSeconds));
  const cartToken = await readCartToken();
  if (!cartToken || identity.admin) return;
  const member: Ctx = {
    ...ctx,
    actor: { kind: "user", userId: identity.userId, role: identity.role },
    merchantId: identity.merchantId,
  };
  try {
    await adoptCart(member, { cartToken });
    await forgetCartToken();
  } catch (error) {
    log.warn("a visitor's cart could not be adopted", { requestId: ctx.requestId, error });
  }
}

export async function signOutBrowser(): Promise<void> {
  // Not delete(): a __Host- cookie can only be overwritten by one that is Secure too.
  (await cookies()).set(sessionCookieName(), "", cookieOptions(0));
  await forgetCartToken();
}
