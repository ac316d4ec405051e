import { redact } from "@/lib/kernel/log";

const secretName = /pass(word)?|secret|token|auth.?code|authorization|api.?key|signature/i;
const traceLimit = 4096;

/**
 * Takes secrets out of what a call leaves behind, by name (as the log does) and by value: a vendor that quotes our
 * credentials in its error text does not get them into a trace.
 */
export function createCensor(sources: readonly [headers: Record<string, string>, ...rest: unknown[]]) {
  const [headers, ...rest] = sources;
  const secrets = new Set<string>();
  for (const value of Object.values(headers)) {
    secrets.add(value);
    // `Bearer <token>`: the token alone is the secret.
    for (const part of value.split(/\s+/).slice(1)) secrets.add(part);
  }
  for (const source of rest) collectNamed(source, secrets);
  const known = [...secrets].filter((secret) => secret.length >= 4).sort((a, b) => b.length - a.length);

  function text(value: string): string {
    let clean = value;
    for (const secret of known) clean = clean.replaceAll(secret, "[redacted]");
    return clean.length > traceLimit ? `${clean.slice(0, traceLimit)}…` : clean;
  }

  /** A redacted copy; one that would take more than a few kilobytes becomes the beginning of its text. */
  function value(source: unknown): unknown {
    if (typeof source === "string") return text(source);
    const whole = JSON.stringify(redact(source));
    if (whole === undefined) return undefined;
    const clean = text(whole);
    return clean.length > traceLimit ? { cut: clean } : parsed(clean);
  }

  return { text, value };
}

function collectNamed(source: unknown, into: Set<string>): void {
  if (source === null || typeof source !== "object") return;
  for (const [key, value] of Object.entries(source)) {
    if (typeof value === "string" && secretName.test(key)) into.add(value);
    else collectNamed(value, into);
  }
}

function parsed(clean: string): unknown {
  try {
    return JSON.parse(clean);
  } catch {
    return { cut: clean };
  }
}
