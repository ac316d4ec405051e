/**
 * Whether a request that changes something comes from this site's own pages. Browsers send Origin with every such request,
 * so a missing one is refused like a foreign or `null` one. `ownOrigin` is the configured address; where none is
 * configured (null), the page and the request must at least name the same host.
 */
export function isSameOrigin(headers: Headers, ownOrigin: string | null): boolean {
  const origin = headers.get("origin");
  if (!origin || origin === "null") return false;
  const site = headers.get("sec-fetch-site");
  if (site && site !== "same-origin") return false;
  if (ownOrigin) return origin === ownOrigin;
  const host = headers.get("host");
  return host !== null && (origin === `http://${host}` || origin === `https://${host}`);
}
