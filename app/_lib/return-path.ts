/**
 * A place inside this site to go back to, or the fallback. Only paths are believed: no other origin can be reached through
 * `//host`, `/\host`, control characters that browsers drop, or an address that resolves elsewhere.
 */
export function returnPath(raw: unknown, fallback: string): string {
  if (typeof raw !== "string" || raw.length > 2000 || !/^\/(?![/\\])/.test(raw)) return fallback;
  if (/[\p{Cc}\\]/u.test(raw)) return fallback;
  try {
    const base = "https://nameplate.invalid";
    const url = new URL(raw, base);
    if (url.origin !== base || url.pathname.startsWith("//") || url.pathname.startsWith("/api/")) return fallback;
    return `${url.pathname}${url.search}${url.hash}`;
  } catch {
    return fallback;
  }
}
