/** What a mail server reports of one notice (RFC 3464). `said` is its own words, in one line. */
export type DeliveryReport = { noticeId: string; outcome: "delivered" | "bounced" | "delayed"; said: string };

const outcomes: Record<string, DeliveryReport["outcome"]> = {
  delivered: "delivered",
  failed: "bounced",
  delayed: "delayed",
};

/**
 * Reads a delivery status notification as a mail server sends it back to the sender. Null when it is none, or is not about
 * mail of ours: which one it was stands in the envelope id that we gave it, or in the Message-ID it returns.
 */
export function parseDeliveryReport(message: string): DeliveryReport | null {
  const text = message.replace(/\r\n/g, "\n").replace(/\n[ \t]+/g, " ");
  const field = (name: string) => new RegExp(`^${name}:[ \\t]*(.*)$`, "im").exec(text)?.[1]?.trim();
  const outcome =
    outcomes[
      field("Action")
        ?.toLowerCase()
        .split(/[\s(;]/)[0] ?? ""
    ];
  const named = [field("Original-Envelope-Id"), ...text.matchAll(/^Message-ID:[ \t]*(.*)$/gim)].map((found) =>
    /ntc_[0-9a-z]{26}/.exec(typeof found === "string" ? found : (found?.[1] ?? "")),
  );
  const noticeId = named.find((found) => found)?.[0];
  if (!outcome || !noticeId) return null;
  const said = field("Diagnostic-Code")?.replace(/^[\w-]+;\s*/, "") ?? field("Status") ?? outcome;
  return { noticeId, outcome, said: said.slice(0, 500) };
}
