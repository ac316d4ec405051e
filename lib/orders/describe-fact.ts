import { displayName } from "@/lib/kernel/display-name";
import { formatMoney } from "@/lib/kernel/money";
import { registrarFactory } from "@/lib/providers/registrars/registry";
import type { FactView } from "./views";

type Data = Record<string, unknown>;

const text = (value: unknown) => (typeof value === "string" ? value : "");
const money = (data: Data) => formatMoney(Number(data.amountMinor ?? 0), text(data.currency) || "USD");
const name = (data: Data) => displayName(text(data.name));
const registrar = (data: Data) => registrarFactory(text(data.registrar)).descriptor.label;
const said = (data: Data) => (data.said ? ` They said: “${text(data.said).slice(0, 200).replace(/\.$/, "")}.”` : "");
const card = (data: Data) =>
  `${text(data.brand).charAt(0).toUpperCase()}${text(data.brand).slice(1)} ···${text(data.last4)}`;
const longDate = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "short", year: "numeric", timeZone: "UTC" });
const day = (value: unknown) => longDate.format(new Date(text(value)));

/** The steps that follow a registration, as work. */
const work: Record<string, string> = {
  auto_renew_off: "Switching off registrar auto-renew",
  zone: "Making the zone",
  records: "Writing the records",
  delegation: "Pointing the registry at the zone",
  answers: "Asking the name servers",
};

/** The sentence of each fact: what happened, in the past tense, with the amount or name it is about. */
const sentences: Record<string, (data: Data) => string> = {
  order_placed: (d) => `Ordered ${(d.names as string[] | undefined)?.map(displayName).join(", ") ?? ""}.`,
  payment_declined: (d) => `The card was declined.${said(d)} Nothing is held.`,
  payment_held: (d) => `Held ${money(d)}${d.last4 ? ` on ${card(d)}` : ""}. Not charged.`,
  payment_reheld: (d) => `Held ${money(d)} anew, because the first hold was running out. Not charged.`,
  rehold_refused: (d) => `The card refused a new hold of ${money(d)}.${said(d)}`,
  payment_captured: (d) => `Captured ${money(d)} for what was delivered.`,
  payment_released: (d) => `Released ${money(d)}. You are not charged for it.`,
  payment_expired: () => "The payment page closed unpaid. Nothing was held or charged.",
  hold_lapsed: (d) => `The hold of ${money(d)} ended by itself. Nothing was charged.`,
  order_in_review: () => "A person looks at this order before it goes on. The money is only held.",
  review_passed: () => "The order was looked at and goes on.",
  fraud_flagged: () => "The order waits for a person. The money is only held.",
  registration_asked: (d) =>
    `Asked ${registrar(d)} for ${name(d)}${Number(d.attempt ?? 1) > 1 ? ` (try ${d.attempt})` : ""}.`,
  registration_accepted: (d) => `${registrar(d)} accepted the order for ${name(d)}.`,
  registration_unanswered: (d) => `${registrar(d)} gave no clear answer for ${name(d)}. We look before anything else.`,
  registration_refused: (d) => `${name(d)} was refused.${said(d)}`,
  contact_refused: (d) => `The registry refused the registrant's details for ${name(d)}.${said(d)}`,
  contact_corrected: () => "The registrant's details were corrected.",
  registered: (d) => `${name(d)} is registered${d.expiresAt ? ` until ${day(d.expiresAt)}` : ""}.`,
  item_cancelled: (d) => `${name(d)} was cancelled before it was asked for.`,
  cancel_requested: () => "Cancelling was asked for.",
  order_completed: () => "The order is complete.",
  order_failed: () => "Nothing could be delivered, and nothing was charged.",
  order_cancelled: () => "The order was cancelled. Nothing was charged.",
  auto_renew_off: (d) => `Registrar auto-renew is off: ${registrar(d)} takes nothing by itself.`,
  zone_ready: (d) => `The zone is ${d.adopted ? "adopted" : "made"} at ${text(d.host)}.`,
  records_written: (d) => `Wrote ${d.count ?? 0} record sets.`,
  delegated: (d) => `Delegated to ${(d.nameServers as string[] | undefined)?.join(", ") ?? "the zone's servers"}.`,
  answers: (d) => `The name answers${d.seconds === undefined ? "" : ` after ${d.seconds} s`}.`,
  setup_failed: (d) =>
    `${work[text(d.step)] ?? "A step"} did not work yet: ${text(d.error)} It is tried again by itself.`,
  operation_adopted: (d) => `An admin adopted what the registrar holds for ${name(d)}.`,
  operation_voided: (d) => `An admin ended the attempt for ${name(d)}, proved to have done nothing.`,
};

const labels: Record<string, string> = {
  intent: "Stripe payment",
  operation: "Operation",
  until: "Hold ends",
  registrar: "Registrar",
  zoneRef: "Zone",
  changeRef: "Change",
  seconds: "Seconds",
};

/** The sentence of a fact; an unknown one shows its own words rather than nothing. */
export function describeFact(row: {
  id: number;
  at: Date;
  side: FactView["side"];
  fact: string;
  orderItemId: string | null;
  data: Data;
}): FactView {
  const evidence = Object.entries(labels).flatMap(([key, label]) => {
    const value = row.data[key];
    return value === undefined || value === null ? [] : [{ label, value: String(value) }];
  });
  return {
    id: row.id,
    at: row.at.toISOString(),
    side: row.side,
    fact: row.fact,
    sentence: sentences[row.fact]?.(row.data) ?? row.fact.replaceAll("_", " "),
    itemId: row.orderItemId,
    evidence,
  };
}
