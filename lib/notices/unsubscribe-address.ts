import { appUrl } from "@/lib/kernel/env";
import { isSigned, signWords } from "./sign-words";
import { type RefusableTopic, refusableTopics } from "./views";

/** `page` is for people and asks before it changes anything; `oneClick` is for mail programs (RFC 8058). */
export function unsubscribeAddress(userId: string, topic: RefusableTopic): { page: string; oneClick: string } {
  const words = `${userId}.${topic}`;
  const token = `${words}.${signWords("unsubscribe", words)}`;
  return { page: `${appUrl()}/unsubscribe?token=${token}`, oneClick: `${appUrl()}/api/notices/unsubscribe/${token}` };
}

/** Whose mail about what a token stops; null when it was not signed here. */
export function readUnsubscribeToken(token: string): { userId: string; topic: RefusableTopic } | null {
  const [userId = "", topic = "", signature = ""] = token.split(".");
  const known = refusableTopics.find((each) => each === topic);
  if (!known || !isSigned("unsubscribe", `${userId}.${topic}`, signature)) return null;
  return { userId, topic: known };
}
