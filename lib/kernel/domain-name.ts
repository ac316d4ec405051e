import { parse } from "tldts";
import tr46 from "tr46";
import { scriptWarning } from "./script-warning";

/** A registrable name: one label under a public suffix. `ascii` is the key everywhere; `unicode` is for people. */
export type DomainName = {
  ascii: string;
  unicode: string;
  /** The label that is bought, as A-label; `labelUnicode` for people. */
  label: string;
  labelUnicode: string;
  /** The public suffix the name is sold under (`com`, `co.uk`), as A-label. */
  tld: string;
  tldUnicode: string;
  idn: boolean;
  /** The label mixes scripts that no language writes together: show the A-label. */
  mixedScript: boolean;
  /** All letters of the label pass for Latin ones: show the A-label. */
  lookalike: boolean;
};

export type NameProblem =
  | "empty"
  | "no_ending"
  | "too_long"
  | "label_too_long"
  | "hyphen"
  | "character"
  | "ip_address"
  | "unknown_ending"
  | "public_suffix"
  | "subdomain";

export type ParsedDomainName =
  | { ok: true; name: DomainName }
  | { ok: false; reason: NameProblem; message: string; suggestion?: string };

const idnaOptions = {
  checkBidi: true,
  checkHyphens: true,
  checkJoiners: true,
  useSTD3ASCIIRules: true,
  transitionalProcessing: false,
} as const;

/** What IDNA 2008 lets into a label once mapped: letters, marks and digits of any script, and the contextual few. */
const registrable = /^[\p{Ll}\p{Lo}\p{Lm}\p{M}\p{Nd}\-.·͵׳״・\u200c\u200d]+$/u;
const longestInput = 1024;

function refuse(reason: NameProblem, message: string, suggestion?: string): ParsedDomainName {
  return suggestion ? { ok: false, reason, message, suggestion } : { ok: false, reason, message };
}

/** The text a person typed without what browsers put around a name: scheme, user, port, path, root dot. */
export function bareHost(raw: string): string {
  const trimmed = raw.normalize("NFC").trim();
  const host = trimmed.replace(/^[a-z][a-z0-9+.-]*:\/\//i, "").replace(/[/?#].*$/s, "");
  return host
    .replace(/^[^@]*@/, "")
    .replace(/:\d+$/, "")
    .replace(/[。．｡]/g, ".")
    .replace(/\.$/, "");
}

/** Labels without what registries refuse, for "try this": underscores and spaces become hyphens. Null when nothing is left. */
export function mendedLabel(label: string): string | null {
  const mended = label
    .slice(0, longestInput)
    .toLowerCase()
    .replace(/[\s_]+/g, "-")
    .replace(/[^\p{L}\p{M}\p{Nd}-]+/gu, "")
    .replace(/-{2,}/g, "-")
    .replace(/^-+|-+$/g, "")
    .slice(0, 63);
  return mended === "" || "reason" in mapIdna(mended) ? null : mended;
}

function mended(host: string): string | undefined {
  const labels = host.split(".").map(mendedLabel);
  return labels.includes(null) ? undefined : labels.join(".");
}

function refuseShape(host: string): ParsedDomainName | null {
  if (host === "") return refuse("empty", "Type a name, such as my-shop.com.");
  if (host.length > longestInput) return refuse("too_long", idnaSentences.too_long);
  // Before IDNA, which drops invisible characters and maps look-alikes of digits: what is typed must be what is sold.
  if (
    /[\p{Cc}\p{Cs}\p{Co}\p{Zl}\p{Zp}\u00ad\u200b\u2060\ufeff\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/u.test(host)
  )
    return refuse("character", "The name has an invisible character that domains cannot have.", mended(host));
  if (/\s/u.test(host)) return refuse("character", "A domain cannot have spaces.", mended(host));
  if (host.includes("_")) {
    const suggestion = mended(host);
    const advice = suggestion ? ` Try ${suggestion}.` : "";
    return refuse("character", `${host} has a character domains cannot have: the underscore.${advice}`, suggestion);
  }
  if (/^\[?[0-9a-f:]*:[0-9a-f:.]*\]?$/i.test(host) || /\.(\d+|0x[0-9a-f]*)$/i.test(host))
    return refuse("ip_address", "That is an IP address, not a name. Type a name, such as my-shop.com.");
  if (host.split(".").some((label) => label === ""))
    return refuse("empty", "There is nothing between two dots. Type a name, such as my-shop.com.");
  return null;
}

const idnaSentences = {
  label_too_long: "Each part of a domain has at most 63 characters. Try a shorter name.",
  too_long: "A domain has at most 253 characters. Try a shorter name.",
  hyphen: "A name cannot begin or end with a hyphen, or have two at its third place.",
  character: "The name has a character domains cannot have.",
} as const;

/** Both forms of a host, or why IDNA or the registries' reading of it refuse it. */
function mapIdna(host: string): { ascii: string; unicode: string } | { reason: keyof typeof idnaSentences } {
  const withHyphens = tr46.toASCII(host, { ...idnaOptions, checkHyphens: false });
  if (!withHyphens) return { reason: "character" };
  if (withHyphens.split(".").some((label) => label.length > 63)) return { reason: "label_too_long" };
  if (withHyphens.length > 253) return { reason: "too_long" };
  const ascii = tr46.toASCII(host, { ...idnaOptions, verifyDNSLength: true });
  if (!ascii) return { reason: "hyphen" };
  const { domain: unicode, error } = tr46.toUnicode(ascii, idnaOptions);
  const returns = !error && tr46.toASCII(unicode, { ...idnaOptions, verifyDNSLength: true }) === ascii;
  return returns && registrable.test(unicode) ? { ascii, unicode } : { reason: "character" };
}

/**
 * Reads one registrable name as a person may type it: any case, with a scheme or path, in Unicode or as A-label. IDNA is
 * UTS 46 non-transitional under its strict rules; endings are the ICANN part of the Public Suffix List. A host below a
 * registrable name is refused with that name as the suggestion.
 */
export function parseDomainName(raw: string): ParsedDomainName {
  if (raw.length > 2 * longestInput) return refuse("too_long", idnaSentences.too_long);
  const host = bareHost(raw);
  const badShape = refuseShape(host);
  if (badShape) return badShape;
  const mapped = mapIdna(host);
  if ("reason" in mapped) return refuse(mapped.reason, idnaSentences[mapped.reason], mended(host));
  const { ascii, unicode } = mapped;

  const found = parse(ascii, { allowPrivateDomains: false, extractHostname: false });
  if (found.isIp) return refuse("ip_address", "That is an IP address, not a name. Type a name, such as my-shop.com.");
  const tld = found.publicSuffix ?? ascii;
  if (!ascii.includes(".") && ascii !== found.publicSuffix)
    return refuse("no_ending", `Add an ending, such as ${unicode}.com.`, `${ascii}.com`);
  if (!found.isIcann) {
    if (!ascii.includes(".")) return refuse("no_ending", `Add an ending, such as ${unicode}.com.`, `${ascii}.com`);
    return refuse("unknown_ending", `There is no ending .${tr46.toUnicode(tld, idnaOptions).domain}.`);
  }
  if (ascii === tld) return refuse("public_suffix", `.${unicode} is an ending. Put a name before it.`);
  if (found.domain !== ascii) {
    const parent = found.domain ?? ascii;
    return refuse("subdomain", `${unicode} lies below ${parent}. Only ${parent} itself can be registered.`, parent);
  }

  const label = ascii.slice(0, -tld.length - 1);
  const dot = unicode.indexOf(".");
  const labelUnicode = unicode.slice(0, dot);
  const warning = scriptWarning(labelUnicode);
  return {
    ok: true,
    name: {
      ascii,
      unicode,
      label,
      labelUnicode,
      tld,
      tldUnicode: unicode.slice(dot + 1),
      idn: ascii.includes("xn--"),
      mixedScript: warning === "mixed_script",
      lookalike: warning === "lookalike",
    },
  };
}
