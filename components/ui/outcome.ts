/** What a screen gets back from an action: the data, or a refusal in words with messages by field. */
export type Outcome<T> =
  | { ok: true; data: T }
  | { ok: false; message: string; fields: Record<string, string>; values?: Record<string, string> };
