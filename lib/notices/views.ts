/** What mail is about, as a person chooses it. Policy topics cannot be refused. */
export const noticeTopics = [
  {
    topic: "orders",
    title: "Orders and transfers",
    about: "How an order ended, the stages of a transfer, and what was charged for it.",
    lost: "You find out only here, on the order's page.",
    policy: false,
  },
  {
    topic: "billing",
    title: "Invoices and payments",
    about: "New invoices, receipts, refunds, a card that ends or was declined.",
    lost: "A declined card is the commonest way to lose a name. We keep asking on the invoices page.",
    policy: false,
  },
  {
    topic: "renewals",
    title: "Names that run out",
    about: "60 days, 14 days and one day before, with what it costs to keep them.",
    lost: "The registrant still gets the mails that the registries ask for.",
    policy: false,
  },
  {
    topic: "problems",
    title: "Things that need you",
    about:
      "A registrant who has not confirmed their address, mail to them that came back, a name that is switched off.",
    lost: "A name whose registrant does not confirm in time is switched off by the registry.",
    policy: false,
  },
  {
    topic: "registrant",
    title: "Expiry notices to registrants",
    about:
      "One about a month before, one about a week before, and one within five days after a name runs out, to its registrant.",
    lost: "",
    policy: true,
  },
  {
    topic: "security",
    title: "Safety of your account",
    about: "A transfer code that was shown, a lock that was lifted.",
    lost: "",
    policy: true,
  },
  {
    topic: "platform",
    title: "Alarms of the platform",
    about: "A notice that a registry asks for and that did not leave in time.",
    lost: "",
    policy: true,
  },
] as const;

export type NoticeTopic = (typeof noticeTopics)[number]["topic"];

export type RefusableTopic = Extract<(typeof noticeTopics)[number], { policy: false }>["topic"];

/** What a person may refuse. */
export const refusableTopics: RefusableTopic[] = noticeTopics.flatMap((each) => (each.policy ? [] : [each.topic]));

export type TopicChoice = { topic: RefusableTopic; wanted: boolean };

/** How a mail fared. `kept`: there is no mail server, so it stays here to be read. */
export type NoticeState = "unsent" | "kept" | "sent" | "delivered" | "bounced";

export type NoticeRow = {
  id: string;
  kind: string;
  recipient: string;
  subject: string;
  state: NoticeState;
  createdAt: string;
  sentAt: string | null;
};

export type NoticeView = NoticeRow & {
  /** Plain text, as it was sent. */
  body: string;
  /** The same as a page of its own; safe to show in a sandboxed frame. */
  html: string;
  deliveredAt: string | null;
  bouncedAt: string | null;
  /** The mail server's or the recipient's words about what went wrong. */
  lastError: string | null;
  /** The window a policy asks for, where one does. */
  dueFrom: string | null;
  dueTo: string | null;
  domain: { id: string; nameAscii: string } | null;
  /** What went with it as files. */
  documents: { invoiceId: string; number: string }[];
};

/** What a name's page says while its registrant has not confirmed; times are ISO. */
export type VerificationView = {
  domainId: string;
  nameAscii: string;
  registrantEmail: string | null;
  registrarLabel: string;
  verifyBy: string;
  /** The registry has switched the name off. */
  onHold: boolean;
};
