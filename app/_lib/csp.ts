/**
 * The content security policy of a page. Scripts run by nonce alone; what they load is trusted with them. Style attributes
 * stay allowed, because bars are drawn to scale by them; style elements are not.
 * `formTargets` are the origins that a form may end at by a redirect (Stripe's checkout page).
 */
export function contentSecurityPolicy(options: {
  nonce: string;
  formTargets: readonly string[];
  development: boolean;
  https: boolean;
}): string {
  const { nonce, formTargets, development, https } = options;
  return [
    "default-src 'self'",
    `script-src 'nonce-${nonce}' 'strict-dynamic'${development ? " 'unsafe-eval'" : ""}`,
    `style-src 'self' ${development ? "'unsafe-inline'" : `'nonce-${nonce}'`}`,
    "style-src-attr 'unsafe-inline'",
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    "object-src 'none'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
    `form-action ${["'self'", ...formTargets].join(" ")}`,
    ...(https ? ["upgrade-insecure-requests"] : []),
  ].join("; ");
}

/** Where Stripe's checkout page may lie: at Stripe, or at the configured API's own origin. */
export function checkoutOrigins(apiBaseUrl: string | undefined): string[] {
  if (!apiBaseUrl) return ["https://checkout.stripe.com"];
  const { origin, hostname } = new URL(apiBaseUrl);
  return hostname === "127.0.0.1" ? [origin, origin.replace("127.0.0.1", "localhost")] : [origin];
}
