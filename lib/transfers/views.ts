/** What screens show of transfers. Plain JSON: moments are ISO strings. */

export type CheckKey = "exists" | "elsewhere" | "unlocked" | "age" | "not_deleted" | "offered" | "code" | "term";

/**
 * One line of the checklist before a transfer. ok: nothing in the way; failed: this keeps the name from moving; waiting:
 * something is still to be given; unknown: nobody could say, and the registry decides.
 */
export type CheckView = {
  key: CheckKey;
  label: string;
  state: "ok" | "failed" | "waiting" | "unknown";
  sentence: string;
  /** When it ends by itself, where known. */
  until: string | null;
};

export type PreflightView = {
  nameAscii: string;
  nameUnicode: string;
  tld: string;
  checks: CheckView[];
  /** Nothing is in the way; a code may still be missing. */
  clear: boolean;
  codeRequired: boolean;
  /** Who holds it now, and how one leaves there. */
  holder: { name: string | null; steps: string[] };
  /** For the transfer with its year, without tax; null where it is not offered. */
  price: { priceMinor: number; renewPriceMinor: number; currency: string } | null;
  /** Its end now and after the transfer, where known. */
  term: { expiresAt: string | null; afterwards: string | null };
  /** Days it takes, from our own or the trade's experience. */
  estimate: { fromDays: number; toDays: number; measured: number | null };
  privacyPossible: boolean;
  checkedAt: string;
};

/** What became of each name that was pasted: a checklist, or why there is none. */
export type PastedName = { typed: string; result: PreflightView | null; sentence: string | null };

export type StageView = {
  key: "paid" | "submitted" | "owner" | "registry" | "done";
  label: string;
  state: "waiting" | "working" | "needs_you" | "done" | "failed";
  /** Since when it is at this stage, or when it was over; null while unknown. */
  at: string | null;
  /** What is awaited, by whom, until when. */
  sentence: string | null;
};

export type TransferRow = {
  itemId: string;
  orderId: string;
  nameAscii: string;
  state: "unpaid" | "moving" | "needs_code" | "done" | "failed";
  stage: "submitted" | "owner" | "registry" | null;
  startedAt: string | null;
  endedAt: string | null;
  /** While it moves: by when it should be here. */
  expectedBy: string | null;
  /** What is awaited now, or how it ended. */
  sentence: string;
  domainId: string | null;
};

/** Whether a name may leave, and what that takes. */
export type LeavingView = {
  domainId: string;
  nameAscii: string;
  locked: boolean | null;
  /** Each with the reason and, where known, the day it ends. Empty: it may leave. */
  obstacles: { reason: string; until: string | null }[];
  /** Whether the acting person may take it away: an owner of the account. */
  mayAct: boolean;
  authCodePossible: boolean;
  lockPossible: boolean;
};
