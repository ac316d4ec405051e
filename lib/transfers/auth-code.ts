import { z } from "zod";

/** Registries hand out 6 to 32 characters; a little more room on both sides, for those that do not keep to it. */
const shortest = 4;
const longest = 255;

const quotePairs: Record<string, string> = { '"': '"', "'": "'", "“": "”", "‘": "’", "„": "“", "«": "»", "`": "`" };

export type ReadAuthCode = { ok: true; code: string } | { ok: false; sentence: string };

/**
 * Reads an auth code as a person may paste it: blanks and one pair of quotes around it are taken off, the rest is left
 * exactly as it is, capitals and signs included. A sentence about a code never repeats any of it.
 */
export function readAuthCode(raw: string): ReadAuthCode {
  const code = withoutQuotes(raw.trim());
  if (code === "") return { ok: false, sentence: "Paste the auth code that your present registrar gave you." };
  if (/\s/.test(code))
    return {
      ok: false,
      sentence: "There is a blank inside the code; auth codes have none. Copy the code alone, without words around it.",
    };
  if (!/^[\x21-\x7e]+$/.test(code))
    return {
      ok: false,
      sentence: "The code has a sign that auth codes never have. Copy it again from your registrar, as plain text.",
    };
  if (code.length < shortest)
    return { ok: false, sentence: `That is too short for an auth code: they have at least ${shortest} characters.` };
  if (code.length > longest)
    return { ok: false, sentence: `That is too long for an auth code: they have at most ${longest} characters.` };
  return { ok: true, code };
}

function withoutQuotes(text: string): string {
  const closing = quotePairs[text[0] ?? ""];
  return closing !== undefined && text.length > 1 && text.endsWith(closing) ? text.slice(1, -1).trim() : text;
}

/** For forms and the API: parses to the code as the registry wants it. */
export const authCodeSchema = z
  .string({ error: "Paste the auth code that your present registrar gave you." })
  .transform((raw, issues) => {
    const read = readAuthCode(raw);
    if (read.ok) return read.code;
    issues.addIssue({ code: "custom", message: read.sentence });
    return z.NEVER;
  });
