import { sessions } from "@/db/schema";
import { inTransaction, type Tx } from "@/db/transaction";
import { DAY, later } from "@/lib/kernel/clock";
import type { Ctx } from "@/lib/kernel/context";
import { newId } from "@/lib/kernel/ids";
import { audit } from "./audit";
import type { Identity } from "./authenticate";
import type { Device } from "./device";

export const sessionDays = 30;

/** One signed-in browser: the id goes into its cookie, sealed. */
export type NewSession = { sessionId: string; expiresAt: Date; identity: Identity };

/** Always a new id, whatever the browser had before, so that nobody signs in to a session that another prepared. */
export function createSession(ctx: Ctx, identity: Identity, device: Device): Promise<NewSession> {
  return inTransaction("create-session", (tx) => insertSession(tx, ctx, identity, device));
}

/** The same within the transaction that makes the user. */
export async function insertSession(tx: Tx, ctx: Ctx, identity: Identity, device: Device): Promise<NewSession> {
  const now = ctx.clock.now();
  const sessionId = newId("session");
  const expiresAt = later(now, sessionDays * DAY);
  await tx.insert(sessions).values({
    id: sessionId,
    userId: identity.userId,
    merchantId: identity.merchantId,
    userAgent: device.userAgent.slice(0, 400),
    ip: device.ip.slice(0, 60),
    createdAt: now,
    lastSeenAt: now,
    expiresAt,
  });
  await audit(tx, ctx, {
    action: "session.created",
    subject: { kind: "user", id: identity.userId },
    merchantId: identity.merchantId,
    after: { sessionId, ip: device.ip.slice(0, 60) },
  });
  return { sessionId, expiresAt, identity };
}
