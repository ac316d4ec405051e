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

const again = (data: Data) => (Number(data.attempt ?? 1) > 1 ? ` (try ${data.attempt})` : "");

const stages: Record<string, string> = {
  submitted: "The transfer is under way. It is charged now, and refunded in full should it fail.",
  owner: "The registrant has mail and must approve the transfer.",
  registry: "The present registrar may object for five days.",
};

/** The steps that follow a registration, as work. */
const work: Record<string, string> = {
  give_back: "Giving the name back",
  registrant: "Giving it to its new registrant",
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
  saved_card_refused: (d) => `The saved card was refused for ${money(d)}.${said(d)} Nothing was charged.`,
  credit_set_aside: (d) => `Set ${money(d)} of your account credit aside. Not used yet.`,
  credit_used: (d) => `Used ${money(d)} of your account credit for what was delivered.`,
  credit_released: (d) => `Gave ${money(d)} back to your account credit.`,
  credit_granted: (d) => `You were given ${money(d)} of account credit.`,
  refund_begun: (d) => `A refund of ${money(d)} is on its way.`,
  refunded: (d) => `Refunded ${money(d)} to the card. Banks show it within 5 to 10 days.`,
  refunded_to_credit: (d) => `Gave ${money(d)} back as account credit.`,
  invoice_voided: (d) => `Invoice ${text(d.invoice)} is void: ${name(d)} is not here any more. Nothing is owed.`,
  invoice_order_placed: (d) => `Invoice ${text(d.invoice)} is being paid.`,
  dispute_opened: (d) => `The cardholder's bank questions ${money(d)}. The names stay here until that is settled.`,
  dispute_won: () => "The bank's question was settled. All goes on.",
  dispute_lost: (d) => `The bank took ${money(d)} back.`,
  order_in_review: () => "A person looks at this order before it goes on. The money is only held.",
  review_passed: () => "The order was looked at and goes on.",
  fraud_flagged: () => "The order waits for a person. The money is only held.",
  registration_asked: (d) => `Asked ${registrar(d)} for ${name(d)}${again(d)}.`,
  registration_accepted: (d) => `${registrar(d)} accepted the order for ${name(d)}.`,
  registration_unanswered: (d) => `${registrar(d)} gave no clear answer for ${name(d)}. We look before anything else.`,
  registration_refused: (d) => `${name(d)} was refused.${said(d)}`,
  contact_refused: (d) => `The registry refused the registrant's details for ${name(d)}.${said(d)}`,
  contact_corrected: () => "The registrant's details were corrected.",
  renewal_asked: (d) => `Asked ${registrar(d)} to renew ${name(d)}${again(d)}.`,
  renewal_accepted: (d) => `${registrar(d)} accepted the renewal of ${name(d)}.`,
  renewal_unanswered: (d) =>
    `${registrar(d)} gave no clear answer about renewing ${name(d)}. We look before anything else.`,
  renewal_refused: (d) => `The renewal of ${name(d)} was refused.${said(d)}`,
  renewed: (d) => `${name(d)} is renewed${d.expiresAt ? ` until ${day(d.expiresAt)}` : ""}.`,
  transfer_asked: (d) => `Asked ${registrar(d)} to transfer ${name(d)} here${again(d)}.`,
  transfer_accepted: (d) => `${registrar(d)} accepted the transfer of ${name(d)}.`,
  transfer_unanswered: (d) =>
    `${registrar(d)} gave no clear answer about the transfer of ${name(d)}. We look before anything else.`,
  transfer_refused: (d) => `The transfer of ${name(d)} was refused.${said(d)}`,
  transfer_stage: (d) => stages[text(d.stage)] ?? "The transfer goes on.",
  transferred_in: (d) => `${name(d)} has arrived${d.expiresAt ? ` and runs until ${day(d.expiresAt)}` : ""}.`,
  code_refused: (d) => `The auth code for ${name(d)} was refused.`,
  code_corrected: (d) => `Another auth code for ${name(d)} was given.`,
  restore_asked: (d) => `Asked ${registrar(d)} to restore ${name(d)}${again(d)}.`,
  restore_accepted: (d) => `${registrar(d)} accepted the restore of ${name(d)}.`,
  restore_unanswered: (d) =>
    `${registrar(d)} gave no clear answer about restoring ${name(d)}. We look before anything else.`,
  restore_refused: (d) => `The restore of ${name(d)} was refused.${said(d)}`,
  restored: (d) => `${name(d)} is restored${d.expiresAt ? ` until ${day(d.expiresAt)}` : ""}.`,
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
  transfer_ordered: (d) =>
    `Ordered the transfer of ${(d.names as string[] | undefined)?.map(displayName).join(", ") ?? ""}.`,
  renewed_unasked: (d) => `${registrar(d)} renewed ${name(d)} by itself, before it was paid.`,
  renewed_first: (d) => `${name(d)} was renewed first, to be paid afterwards.`,
  registrar_renewal_on: (d) => `${registrar(d)} renews ${name(d)} by itself now.`,
  registrar_renewal_off: (d) => `${registrar(d)} no longer renews ${name(d)} by itself.`,
  renewal_wanted: (d) => `${name(d)} is to be renewed each year.`,
  renewal_unwanted: (d) => `${name(d)} is let go at its end. It can be kept until then.`,
  name_expired: (d) => `${name(d)} has expired. It can still be renewed.`,
  dns_interrupted: (d) =>
    `The registrar shows a notice in place of ${name(d)}, because it expired. It works again when it is renewed.`,
  name_in_redemption: (d) => `${name(d)} was deleted at its registry and can only be restored now.`,
  name_active_again: (d) => `${name(d)} is active again${d.expiresAt ? ` until ${day(d.expiresAt)}` : ""}.`,
  transfer_mail_resent: (d) => `The registrant of ${name(d)} was sent the mail once more.`,
  transferred_away: (d) => `${name(d)} has left for another registrar.`,
  auth_code_shown: (d) => `The auth code of ${name(d)} was shown once.`,
  lock_asked: (d) => `Asked ${registrar(d)} to lock ${name(d)}.`,
  unlock_asked: (d) => `Asked ${registrar(d)} to unlock ${name(d)}.`,
  give_back_asked: (d) => `${name(d)} is given back to its registry, which returns its cost to us.`,
  given_back: (d) => `${name(d)} is no longer registered: ${registrar(d)} has taken it back.`,
  registrant_change_asked: (d) =>
    `${name(d)} is given to another registrant${d.freeFrom ? `; it can move to another registrar from ${day(d.freeFrom)} on` : ""}.`,
  registrant_changed: (d) => `${registrar(d)} has the new registrant of ${name(d)}.`,
  registrant_verified: (d) => `The registrant of ${name(d)} is verified.`,
  switched_off_unverified: (d) => `${name(d)} was switched off, because its registrant was not verified in time.`,
  renewal_reminded: (d) => `A reminder about the renewal of ${name(d)} was sent.`,
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
