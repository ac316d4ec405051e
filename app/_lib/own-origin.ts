import { env } from "@/lib/kernel/env";

/** The configured origin of this site, or null when only the Host header tells. */
export function ownOrigin(): string | null {
  const { APP_URL } = env();
  return APP_URL ? new URL(APP_URL).origin : null;
}

/** Cookies are for https alone where the site is. */
export function isSecureSite(): boolean {
  return ownOrigin()?.startsWith("https://") ?? false;
}
