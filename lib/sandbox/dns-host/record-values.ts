import { isIPv4, isIPv6 } from "node:net";

export const recordTypes = ["A", "AAAA", "CAA", "CNAME", "MX", "NS", "SOA", "SRV", "TXT"] as const;
export type RecordType = (typeof recordTypes)[number];

/** A record set as the API speaks it: values in zone-file form, TXT as quoted strings of at most 255 bytes each. */
export type RecordSet = { name: string; type: RecordType; ttlSeconds: number; values: string[] };

const target = String.raw`(?:\.|(?:[a-z0-9_*-]{1,63}\.)+)`;
const number16 = (text: string | undefined) => /^\d{1,5}$/.test(text ?? "") && Number(text) <= 65535;
const targetPattern = new RegExp(`^${target}$`, "i");

/** Whether a value is well formed for its type. Targets are absolute: they end in a dot. */
export function isValidValue(type: RecordType, value: string): boolean {
  const parts = value.split(" ");
  switch (type) {
    case "A":
      return isIPv4(value);
    case "AAAA":
      return isIPv6(value);
    case "CNAME":
    case "NS":
      return isTarget(value);
    case "MX":
      return parts.length === 2 && number16(parts[0]) && isTarget(parts[1]);
    case "SRV":
      return parts.length === 4 && parts.slice(0, 3).every(number16) && isTarget(parts[3]);
    case "SOA":
      return (
        parts.length === 7 &&
        isTarget(parts[0]) &&
        isTarget(parts[1]) &&
        parts.slice(2).every((n) => /^\d{1,10}$/.test(n))
      );
    case "CAA":
      return /^(?:[0-9]|[1-9][0-9]|1[0-9]{2}|2[0-4][0-9]|25[0-5]) [a-z0-9]{1,15} "(?:[^"\\]|\\.)*"$/i.test(value);
    case "TXT":
      return readStrings(value) !== null;
  }
}

function isTarget(text: string | undefined): boolean {
  return text !== undefined && text.length <= 254 && targetPattern.test(text);
}

/** The strings of a TXT or CAA value as bytes; null when it is not one or more quoted strings of at most 255 bytes. */
export function readStrings(value: string): Buffer[] | null {
  const strings: Buffer[] = [];
  let at = 0;
  while (at < value.length) {
    const read = readString(value, at);
    if (read === null || read.bytes.length > 255) return null;
    strings.push(read.bytes);
    at = read.end;
    if (at < value.length) {
      if (value[at] !== " ") return null;
      at += 1;
      if (at === value.length) return null;
    }
  }
  return strings.length > 0 ? strings : null;
}

function readString(value: string, start: number): { bytes: Buffer; end: number } | null {
  if (value[start] !== '"') return null;
  const bytes: number[] = [];
  let at = start + 1;
  while (at < value.length) {
    const char = value[at];
    if (char === '"') return { bytes: Buffer.from(bytes), end: at + 1 };
    if (char !== "\\") {
      const code = value.codePointAt(at) ?? 0;
      if (code > 126 || code < 32) return null;
      bytes.push(code);
      at += 1;
      continue;
    }
    const digits = /^\d{3}/.exec(value.slice(at + 1, at + 4))?.[0];
    if (digits !== undefined && Number(digits) > 255) return null;
    bytes.push(digits === undefined ? value.charCodeAt(at + 1) : Number(digits));
    at += digits === undefined ? 2 : 4;
  }
  return null;
}
