/** What a screen gets back from an action: the value, or a refusal in words with messages by field. */
export type Outcome<T> = { ok: true; value: T } | { ok: false; message: string; fields?: Record<string, string> };
