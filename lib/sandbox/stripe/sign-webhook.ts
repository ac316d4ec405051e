import { createHmac } from "node:crypto";

/** The `Stripe-Signature` header: HMAC-SHA256 of `<unix seconds>.<raw body>` under the endpoint's secret. */
export function signWebhook(body: string, secret: string, nowMs: number): string {
  const time = Math.floor(nowMs / 1000);
  return `t=${time},v1=${createHmac("sha256", secret).update(`${time}.${body}`).digest("hex")}`;
}
