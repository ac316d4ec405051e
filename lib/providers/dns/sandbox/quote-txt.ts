/** Plain text as the quoted strings of a zone file: at most 255 bytes each, bytes outside printable ASCII as `\ddd`. */
export function quoteTxt(text: string): string {
  const bytes = Buffer.from(text, "utf8");
  const strings: string[] = [];
  for (let at = 0; at === 0 || at < bytes.length; at += 255)
    strings.push(`"${[...bytes.subarray(at, at + 255)].map(escapeByte).join("")}"`);
  return strings.join(" ");
}

function escapeByte(byte: number): string {
  if (byte === 0x22 || byte === 0x5c) return `\\${String.fromCharCode(byte)}`;
  return byte < 32 || byte > 126 ? `\\${String(byte).padStart(3, "0")}` : String.fromCharCode(byte);
}

/** The plain text of one or more quoted strings, joined as mail receivers join them. */
export function unquoteTxt(value: string): string {
  const bytes: number[] = [];
  for (const [, string = ""] of value.matchAll(/"((?:[^"\\]|\\.)*)"/gs))
    for (const [piece] of string.matchAll(/\\\d{3}|\\.|[^\\]/gs)) bytes.push(...bytesOf(piece));
  return Buffer.from(bytes).toString("utf8");
}

function bytesOf(piece: string): Iterable<number> {
  if (/^\\\d{3}$/.test(piece)) return [Number(piece.slice(1))];
  return Buffer.from(piece.startsWith("\\") ? piece.slice(1) : piece, "utf8");
}
