import type { FactView, StepView } from "@/lib/orders/views";

export type DomainRow = {
  id: string;
  nameAscii: string;
  nameUnicode: string;
  tld: string;
  registration: "pending" | "active" | "expired" | "redemption" | "transferred_away" | "cancelled" | "fraud";
  connection: "pending" | "verified" | "active" | "failed";
  attention: { kind: string; until?: string; note?: string }[];
  expiresAt: string | null;
  autoRenew: boolean;
  registrarLabel: string;
  renewPriceMinor: number | null;
  currency: string | null;
};

export type RecordSetView = { name: string; type: string; ttlSeconds: number; values: string[]; managed: boolean };

export type DomainView = DomainRow & {
  registeredAt: string | null;
  /** When the registrar last told these values. */
  observedAt: string | null;
  privacy: boolean | null;
  locked: boolean | null;
  registrarAutoRenew: boolean | null;
  nameServers: string[];
  eppStatuses: string[];
  registrantEmail: string | null;
  orderId: string | null;
  /** The head sentence: status and the one right action. */
  headline: string;
  zone: { host: string; nameServers: string[]; inSyncAt: string | null; records: RecordSetView[] } | null;
  steps: StepView[];
  timeline: FactView[];
};

/** What giving a name another registrant means. */
export type RegistrantChange = {
  contactId: string;
  /** Name, organisation or e-mail become another's. */
  isOwnerChange: boolean;
  lockDays: number;
  /** From when it could move to another registrar; null where it is not locked by this. */
  freeFrom: string | null;
};
