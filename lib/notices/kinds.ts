import { type NoticeTopic, type RefusableTopic, refusableTopics } from "./views";

/** The windows of the expiry policy, in days before expiry (negative: after), and the day we aim at (AN-25). */
export const policyWindows = [
  { kind: "expiry_month", fromDays: 35, toDays: 26, targetDays: 30 },
  { kind: "expiry_week", fromDays: 10, toDays: 4, targetDays: 7 },
  { kind: "expired", fromDays: 0, toDays: -5, targetDays: -3 },
] as const;

/** Our own reminders to the merchant: each is due from its day until the next one's. */
export const reminderSteps = [
  { kind: "renewal_60", fromDays: 60, untilDays: 14 },
  { kind: "renewal_14", fromDays: 14, untilDays: 1 },
  { kind: "renewal_1", fromDays: 1, untilDays: 0 },
] as const;

/** Days after the registration on which a merchant is reminded of a registrant who has not confirmed (AN-27). */
export const verificationDays = [0, 3, 7, 12, 14] as const;

/** Every kind of mail there is: to whom it goes, and what a person calls it. */
export const noticeKinds = {
  order_outcome: { topic: "orders", title: "An order has ended", to: "whoever ordered" },
  transfer_submitted: { topic: "orders", title: "A transfer was asked for", to: "the owner" },
  transfer_owner: { topic: "orders", title: "A transfer waits for its owner's word", to: "the owner" },
  transfer_registry: { topic: "orders", title: "A transfer waits for the other registrar", to: "the owner" },
  renewal_due: { topic: "billing", title: "A renewal waits to be paid", to: "the owner" },
  receivable_due: { topic: "billing", title: "A name was renewed first and waits to be paid", to: "the owner" },
  refund: { topic: "billing", title: "Money goes back", to: "the owner" },
  auth_code_shown: { topic: "security", title: "An auth code was shown", to: "the owner" },
  transferred_away: { topic: "security", title: "A name has left", to: "the owner" },
  expiry_month: { topic: "registrant", title: "Runs out in a month", to: "the registrant" },
  expiry_week: { topic: "registrant", title: "Runs out in a week", to: "the registrant" },
  expired: { topic: "registrant", title: "Has run out", to: "the registrant" },
  renewal_60: { topic: "renewals", title: "Names that run out, 60 days before", to: "owners and staff" },
  renewal_14: { topic: "renewals", title: "Names that run out, 14 days before", to: "owners and staff" },
  renewal_1: { topic: "renewals", title: "Names that run out, the day before", to: "owners and staff" },
  verify_0: { topic: "problems", title: "The registrant must confirm their address", to: "owners and staff" },
  verify_3: { topic: "problems", title: "Not confirmed after 3 days", to: "owners and staff" },
  verify_7: { topic: "problems", title: "Not confirmed after 7 days", to: "owners and staff" },
  verify_12: { topic: "problems", title: "Not confirmed after 12 days", to: "owners and staff" },
  verify_14: { topic: "problems", title: "Not confirmed, switched off tomorrow", to: "owners and staff" },
  registrant_bounced: { topic: "problems", title: "Mail to a registrant came back", to: "owners and staff" },
  dns_interrupted: { topic: "problems", title: "An expired name has stopped working", to: "owners and staff" },
  notice_missed: { topic: "platform", title: "A notice did not leave in time", to: "admins" },
} as const satisfies Record<string, { topic: NoticeTopic; title: string; to: string }>;

export type NoticeKind = keyof typeof noticeKinds;

/** What people call a kind; one that a database still has from another version shows its own word. */
export function kindTitle(kind: string): string {
  return (noticeKinds as Record<string, { title: string }>)[kind]?.title ?? kind.replaceAll("_", " ");
}

/** What a person may refuse a kind of mail as; null where its rules do not let them. */
export function refusableTopicOf(kind: string): RefusableTopic | null {
  const topic = (noticeKinds as Record<string, { topic: NoticeTopic }>)[kind]?.topic;
  return refusableTopics.find((each) => each === topic) ?? null;
}
