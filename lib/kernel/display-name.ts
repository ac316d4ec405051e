import { toUnicode } from "punycode/punycode.es6.js";
import { scriptWarning } from "./script-warning";

/** A name in two parts, to be set as label and ending: `bücher` + `.de`. `aLabel` is given only when it differs. */
export type DisplayName = { text: string; label: string; ending: string; aLabel: string | null };

/**
 * How a name is shown: in Unicode, or as its A-label when its letters could pass for another name. Small enough for
 * the browser; it does not validate (that is parseDomainName), so text it cannot decode is shown as it came.
 */
export function displayName(ascii: string): string {
  if (!ascii.includes("xn--")) return ascii;
  try {
    const unicode = toUnicode(ascii);
    return unicode.split(".").some((label) => scriptWarning(label) !== null) ? ascii : unicode;
  } catch {
    return ascii;
  }
}

/** As displayName, split at the first dot for setting the label in full ink and the ending lighter. */
export function displayParts(ascii: string): DisplayName {
  const text = displayName(ascii);
  const dot = text.indexOf(".");
  return {
    text,
    label: dot < 0 ? text : text.slice(0, dot),
    ending: dot < 0 ? "" : text.slice(dot),
    aLabel: text === ascii ? null : ascii,
  };
}
