import { bareHost, type DomainName, mendedLabel, parseDomainName } from "@/lib/kernel/domain-name";
import type { RefusedLine } from "./views";

export const longestList = 200;

export type ListEntry = { line: number; name: DomainName };

/** What somebody searches for. `label` is an A-label. */
export type ParsedQuery =
  | { mode: "empty" }
  | { mode: "invalid"; message: string; suggestion: string | null }
  /** A name, or a label without ending (`name` is null). `note` remarks on an ending that does not exist. */
  | { mode: "name"; label: string; name: DomainName | null; note: string | null }
  /** An idea in words; `label` is all of them together. */
  | { mode: "words"; label: string; words: string[] }
  | { mode: "list"; entries: ListEntry[]; refused: RefusedLine[] };

type Term =
  | { kind: "name"; name: DomainName }
  | { kind: "label"; label: string; note: string | null }
  | { kind: "invalid"; message: string; suggestion: string | null };

function withoutWww(host: string): string {
  return /^www\.[^.]+\./i.test(host) ? host.slice(4) : host;
}

function readLabel(text: string): Term {
  const parsed = parseDomainName(`${text}.com`);
  if (parsed.ok) return { kind: "label", label: parsed.name.label, note: null };
  const suggestion = parsed.suggestion?.replace(/\.com$/, "") ?? null;
  const advice = suggestion ? ` Try ${suggestion}.` : "";
  if (text.includes("_")) {
    const shown = text.length > 40 ? `${text.slice(0, 40)}…` : text;
    return {
      kind: "invalid",
      message: `${shown} has a character domains cannot have: the underscore.${advice}`,
      suggestion,
    };
  }
  return { kind: "invalid", message: parsed.message, suggestion };
}

/** One name as typed: full, with a scheme, below another name, or without an ending. */
function readTerm(text: string): Term {
  const host = withoutWww(bareHost(text.trim()));
  if (!host.includes("."))
    return host === "" ? { kind: "invalid", message: "Type a name.", suggestion: null } : readLabel(host);
  const parsed = parseDomainName(host);
  if (parsed.ok) return { kind: "name", name: parsed.name };
  if (parsed.reason === "subdomain" && parsed.suggestion) return readTerm(parsed.suggestion);
  if (parsed.reason === "unknown_ending") {
    const label = readLabel(host.slice(0, host.lastIndexOf(".")).split(".").pop() ?? "");
    if (label.kind === "label") return { ...label, note: parsed.message };
  }
  return { kind: "invalid", message: parsed.message, suggestion: parsed.suggestion ?? null };
}

function readWords(text: string): ParsedQuery {
  const words = text
    .toLowerCase()
    .split(/\s+/u)
    .map((word) => mendedLabel(word))
    .filter((word): word is string => word !== null);
  const fitting: string[] = [];
  let label: string | null = null;
  for (const word of words.slice(0, 12)) {
    const term = readLabel([...fitting, word].join(""));
    if (term.kind !== "label") break;
    fitting.push(word);
    label = term.label;
  }
  if (label === null)
    return { mode: "invalid", message: "Type a name or some words in letters and digits.", suggestion: null };
  return { mode: "words", label, words: fitting };
}

/** Names without an ending get the operator's first one. */
function readList(parts: { line: number; text: string }[], firstTld: string): ParsedQuery {
  const entries: ListEntry[] = [];
  const refused: RefusedLine[] = [];
  const seen = new Map<string, number>();
  for (const { line, text } of parts.slice(0, longestList)) {
    const term = readTerm(text);
    const withEnding = term.kind === "label" && term.note === null ? readTerm(`${term.label}.${firstTld}`) : term;
    if (withEnding.kind === "name") {
      const before = seen.get(withEnding.name.ascii);
      if (before === undefined) {
        seen.set(withEnding.name.ascii, line);
        entries.push({ line, name: withEnding.name });
      } else {
        refused.push({ line, text: shorten(text), message: `The same name as in line ${before}.`, suggestion: null });
      }
    } else {
      const [message, suggestion] =
        withEnding.kind === "label" ? [withEnding.note ?? "", null] : [withEnding.message, withEnding.suggestion];
      refused.push({ line, text: shorten(text), message, suggestion });
    }
  }
  const first = parts[longestList];
  const last = parts.at(-1);
  if (first && last) {
    const message = `One search takes ${longestList} names. This and ${parts.length - longestList - 1} more were left out.`;
    refused.push({ line: first.line, text: shorten(first.text), message, suggestion: null });
  }
  return { mode: "list", entries, refused };
}

function shorten(text: string): string {
  const trimmed = text.trim();
  return trimmed.length > 80 ? `${trimmed.slice(0, 80)}…` : trimmed;
}

/** Tells a name, an idea and a pasted list apart. */
export function parseQuery(raw: string, firstTld: string): ParsedQuery {
  const parts = raw
    .split(/\r\n|\r|\n/)
    .flatMap((text, index) => text.split(/[,;\t]/).map((part) => ({ line: index + 1, text: part })))
    .filter(({ text }) => text.trim() !== "");
  if (parts.length === 0) return { mode: "empty" };
  if (parts.length > 1) return readList(parts, firstTld);
  const text = parts[0]!.text.trim();
  if (/\s/u.test(bareHost(text))) return readWords(text);
  const term = readTerm(text);
  if (term.kind === "invalid") return { mode: "invalid", message: term.message, suggestion: term.suggestion };
  if (term.kind === "name") return { mode: "name", label: term.name.label, name: term.name, note: null };
  return { mode: "name", label: term.label, name: null, note: term.note };
}
