import { displayName } from "@/lib/kernel/display-name";
import type { OrderItem } from "./rows";

/** Why an item ended unbought. */
export type FailureReason =
  | "unavailable"
  | "already_here"
  | "not_here"
  | "in_redemption"
  | "not_transferable"
  | "auth_code"
  | "locked"
  | "too_young"
  | "price"
  | "premium"
  | "contact"
  | "policy"
  | "unsupported"
  | "not_done"
  | "wrong_owner"
  | "hold_lapsed"
  | "not_corrected"
  | "cancelled"
  | "fraud"
  | "insufficient_funds"
  | "not_ours"
  | "other";

/** What happened · what it means for the money · what to do. `detail` is the registrar's own sentence, where it helps. */
export function failureMessage(
  reason: FailureReason,
  item: Pick<OrderItem, "nameAscii" | "kind" | "stage">,
  detail?: string,
): string {
  const name = displayName(item.nameAscii);
  const verb = item.kind;
  // From its first stage on the money of a transfer is taken, so it comes back rather than never going.
  const taken = item.stage !== null;
  const noCharge = taken ? "You get all of the money back." : "You were not charged for it.";
  const quoted = detail ? ` The registry said: “${detail.slice(0, 200).replace(/\.$/, "")}.”` : "";
  switch (reason) {
    case "unavailable":
      return `${name} was taken by someone else a moment ago. ${noCharge} Choose another name.`;
    case "already_here":
      return `${name} is already registered with us. ${noCharge} If it should be yours, write to support.`;
    case "not_here":
      return `${name} is no longer in our account at the registrar. ${noCharge} Write to support if you did not move it.`;
    case "in_redemption":
      return `${name} was deleted by its registry and can only be restored now. ${noCharge} Its page shows what a restore costs.`;
    case "not_transferable":
      return `${name} cannot be transferred now.${quoted} ${noCharge} Its transfer page says what has to be done first.`;
    case "auth_code":
      return `The auth code for ${name} was refused. ${taken ? "Your money stays with this transfer." : "Your money is still only held."} Ask your present registrar for a new one and enter it here.`;
    case "locked":
      return `${name} is locked at its present registrar. ${noCharge} Unlock it there and start again.`;
    case "too_young":
      return `${name} was registered or transferred too short a time ago.${quoted} ${noCharge} Try again when its lock has ended.`;
    case "price":
      return `The registry now asks more for ${name} than you agreed to. ${noCharge} Search it again to see today's price.`;
    case "premium":
      return `${name} has become a premium name with its own price. ${noCharge} Search it again to decide at that price.`;
    case "contact":
      return `The registry refused the registrant's details for ${name}.${quoted} ${taken ? "Your money stays with this transfer." : "Your money is still only held."} Correct the marked field and we try again.`;
    case "not_corrected":
      return `What the registry asked for about ${name} was not corrected in time. ${noCharge} Order it again.`;
    case "policy":
      if (item.kind === "transfer")
        return `${name} could not be transferred.${quoted} ${noCharge} Ask your present registrar why, then start again.`;
      return `The registry's rules do not allow ${name}.${quoted} ${noCharge} Choose another name.`;
    case "unsupported":
      return item.kind === "restore"
        ? `${name} can only be restored by our support at this registrar. ${noCharge} Write to support, and do it soon.`
        : `${name} cannot be registered here.${quoted} ${noCharge} Choose another ending.`;
    case "not_done":
    case "other":
      return `The registrar could not ${verb} ${name}.${quoted} ${noCharge} ${
        item.kind === "register" ? "Try again later or choose another name." : "Try again later."
      }`;
    case "wrong_owner":
      return `${name} was registered to somebody else while we asked for it. ${noCharge} Choose another name.`;
    case "hold_lapsed":
      return `The registrar did not get to ${name} before the hold on your card ran out. ${noCharge} Order it again.`;
    case "cancelled":
      return `${name} was cancelled before anything was asked of the registrar. ${noCharge}`;
    case "fraud":
    case "not_ours":
    case "insufficient_funds":
      return `We could not complete the order for ${name}. ${noCharge} Write to support if you have questions.`;
  }
}
