/** A mail as its parts: sentences and lists (of at most a screenful), one thing to do, and why it was sent. */
export type MailParts = {
  /** Of the person greeted; null where only an address is known. */
  name: string | null;
  parts: (string | readonly string[])[];
  action?: { label: string; url: string };
  why?: string;
};

/**
 * The plain text of a mail, in a form that mailHtml can set: blank lines part paragraphs, `- ` begins an entry of a list,
 * `label: address` alone is the thing to do, and what follows `-- ` is small print.
 */
export function mailText({ name, parts, action, why }: MailParts): string {
  const greeting = name === null ? "Hello," : `Hello ${plainWords(name)},`;
  const paragraphs = parts
    .map((part) => (typeof part === "string" ? part : part.map((entry) => `- ${entry}`).join("\n")))
    .filter((part) => part !== "");
  return [
    greeting,
    ...paragraphs,
    ...(action ? [`${action.label}: ${action.url}`] : []),
    ...(why ? [`-- \n${why}`] : []),
  ].join("\n\n");
}

/** A name that somebody chose, as words of ours: one line, nothing that a mail program makes a link of. */
export function plainWords(text: string): string {
  return text
    .replace(/[\p{Cc}\p{Zl}\p{Zp}<>]+/gu, " ")
    .replace(/:\/\/|www\./gi, " ")
    .replace(/\s+/g, " ")
    .trim()
    .slice(0, 60);
}
