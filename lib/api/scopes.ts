/** What a token may be allowed to do. None implies another: a token that buys cannot read, unless it is told to. */
export const apiScopes = ["domains:read", "domains:write", "domains:buy", "billing:read", "billing:write"] as const;

export type ApiScope = (typeof apiScopes)[number];

export const scopeSentences: Record<ApiScope, string> = {
  "domains:read": "List your names and read what is known of each, with its transfers.",
  "domains:write": "Change how your names are kept, such as whether they renew.",
  "domains:buy": "Renew names and move names here. This spends money.",
  "billing:read": "Read your invoices and orders.",
  "billing:write": "Pay open invoices with your saved card. This spends money.",
};
