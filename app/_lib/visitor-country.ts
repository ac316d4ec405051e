/** The country that a browser's first language names (`de-AT`), as a guess to order suggestions by; null when it names none. */
export function visitorCountry(headers: Headers): string | null {
  return /^[a-z]{2,3}(?:-[A-Z][a-z]{3})?-([A-Z]{2})\b/.exec(headers.get("accept-language") ?? "")?.[1] ?? null;
}
