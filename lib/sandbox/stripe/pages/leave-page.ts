export function redirectTo(target: string): Response {
  return new Response(null, { status: 303, headers: { location: target, "cache-control": "no-store" } });
}

/** Where the merchant wants its customer, with the session's id filled in. */
export function fillSessionId(target: string | null, session: string): string | null {
  return target === null ? null : target.replaceAll(/\{CHECKOUT_SESSION_ID\}|%7BCHECKOUT_SESSION_ID%7D/gi, session);
}
