/** The longest string inside a TXT record, in bytes (RFC 1035). */
const longestString = 255;

/** Plain text as Route 53 takes it: quoted strings of at most 255 bytes, other bytes than ASCII as octal escapes. */
export function quoteTxt(text: string): string {
  const bytes = Buffer.from(text, "utf8");
  const strings: string[] = [];
  for (let at = 0; at === 0 || at < bytes.length; at += longestString) {
    strings.push(`"${[...bytes.subarray(at, at + longestString)].map(escapeByte).join("")}"`);
  }
  return strings.join(" ");
}

function escapeByte(byte: number): string {
  const character = String.fromCharCode(byte);
  if (character === '"' || character === "\\") return `\\${character}`;
  return byte >= 32 && byte < 127 ? character : `\\${byte.toString(8).padStart(3, "0")}`;
}

/** The reverse, for any split; text that somebody stored without quotes is one string a word. */
export function unquoteTxt(value: string): string {
  const strings = value.match(/"(?:[^"\\]|\\.)*"|[^\s"]+/gs) ?? [];
  const bytes = Buffer.concat(strings.map((string) => unescapeBytes(string.replace(/^"(.*)"$/s, "$1"))));
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return bytes.toString("latin1");
  }
}

function unescapeBytes(text: string): Buffer {
  const parts = text.match(/\\[0-7]{3}|\\.|[^\\]+|\\/gs) ?? [];
  return Buffer.concat(parts.map((part) => (part.startsWith("\\") ? unescapeOne(part) : Buffer.from(part, "utf8"))));
}

function unescapeOne(sequence: string): Buffer {
  const rest = sequence.slice(1);
  return /^[0-7]{3}$/.test(rest) ? Buffer.from([Number.parseInt(rest, 8) & 0xff]) : Buffer.from(rest, "utf8");
}
