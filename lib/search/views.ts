/** What a search shows. Plain JSON: the stream's events, and the rows that screens keep and filter. */

/**
 * `checking`: asked, no answer yet. `unasked`: not asked yet, because the registrar takes few questions a second; ask with
 * `only`. `restricted`: free, for those who meet `restriction`. `premium`: free at its own price, with its own consent.
 * `reserved`: kept back by the registry. `unknown`: no answer; never to be sold. `owned`: already this merchant's.
 */
export type SearchState =
  | "checking"
  | "unasked"
  | "available"
  | "restricted"
  | "premium"
  | "taken"
  | "reserved"
  | "unknown"
  | "not_sold"
  | "in_cart"
  | "owned";

/** Amounts in minor units without tax. A year each, but for `firstTermMinor`, which is for the shortest term. */
export type RowPrice = {
  currency: string;
  registerMinor: number;
  renewMinor: number;
  minYears: number;
  maxYears: number;
  firstTermMinor: number;
};

export type SearchRow = {
  /** The A-label form: the key. A name may appear once as a suggestion and once in the list. */
  name: string;
  unicode: string;
  /** The two parts to be set apart: label in ink, ending (with its dot) lighter. */
  label: string;
  ending: string;
  tld: string;
  group: string;
  section: "exact" | "list" | "suggestion";
  /** In the operator's order, or by line in a pasted list. */
  position: number;
  /** The line of the pasted list; null otherwise. */
  line: number | null;
  state: SearchState;
  price: RowPrice | null;
  /** Why it is suggested: "your shop's country". */
  reason: string | null;
  /** A sentence about the state: why unknown, reserved or not sold. */
  note: string | null;
  /** Who may hold it, when not everybody. */
  restriction: string | null;
  /** Its letters could be taken for another name. */
  warning: string | null;
  privacy: boolean;
  httpsOnly: boolean;
};

/** News of one name; price only where it differs from the plan's (premium names). */
export type SearchAnswer = { name: string; state: SearchState; note: string | null; price?: RowPrice | null };

/** A line that is no name, with what to type instead. */
export type RefusedLine = { line: number; text: string; message: string; suggestion: string | null };

export type SearchEvent =
  | {
      type: "plan";
      mode: "name" | "words" | "list";
      /** The label that is searched under every ending, in Unicode; empty for a list. */
      label: string;
      /** A remark on the query: "There is no ending .shopp." */
      note: string | null;
      rows: SearchRow[];
      refused: RefusedLine[];
    }
  | { type: "invalid"; message: string; suggestion: string | null }
  | { type: "answers"; answers: SearchAnswer[] }
  | { type: "suggestions"; rows: SearchRow[] }
  | { type: "done"; total: number; available: number; unknown: number };
