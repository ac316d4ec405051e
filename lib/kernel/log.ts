/** One JSON line a fact. Values under names that hold secrets never leave, whatever object they arrive in. */
const secretName = /pass(word)?|secret|token|auth.?code|authorization|cookie|card|credential|api.?key|signature/i;

export function redact(value: unknown, depth = 0): unknown {
  if (depth > 6 || value === null || typeof value !== "object") return value;
  if (value instanceof Date) return value.toISOString();
  if (value instanceof Error) return { name: value.name, message: value.message, stack: value.stack };
  if (Array.isArray(value)) return value.map((entry) => redact(entry, depth + 1));
  return Object.fromEntries(
    Object.entries(value).map(([key, entry]) => [key, secretName.test(key) ? "[redacted]" : redact(entry, depth + 1)]),
  );
}

type Level = "info" | "warn" | "error";

function write(level: Level, message: string, fields: Record<string, unknown>): void {
  const line = JSON.stringify({ at: new Date().toISOString(), level, message, ...(redact(fields) as object) });
  process.stderr.write(`${line}\n`);
}

export const log = {
  info: (message: string, fields: Record<string, unknown> = {}) => write("info", message, fields),
  warn: (message: string, fields: Record<string, unknown> = {}) => write("warn", message, fields),
  error: (message: string, fields: Record<string, unknown> = {}) => write("error", message, fields),
};
