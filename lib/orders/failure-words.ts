import { displayName } from "@/lib/kernel/display-name";

/** Why an item ended unbought. */
export type FailureReason =
  | "unavailable"
  | "already_here"
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

const noCharge = "You were not charged for it.";

/** What happened · what it means for the money · what to do. `detail` is the registrar's own sentence, where it helps. */
export function failureMessage(reason: FailureReason, nameAscii: string, detail?: string): string {
  const name = displayName(nameAscii);
  const quoted = detail ? ` The registry said: “${detail.slice(0, 200)}”.` : "";
  switch (reason) {
    case "unavailable":
      return `${name} was taken by someone else a moment ago. ${noCharge} Choose another name.`;
    case "already_here":
      return `${name} is already registered with us. ${noCharge} If it should be yours, write to support.`;
    case "price":
      return `The registry now asks more for ${name} than you agreed to. ${noCharge} Search it again to see today's price.`;
    case "premium":
      return `${name} has become a premium name with its own price. ${noCharge} Search it again to decide at that price.`;
    case "contact":
      return `The registry refused the registrant's details for ${name}.${quoted} Your money is still only held. Correct the marked field and we try again.`;
    case "not_corrected":
      return `The registrant's details for ${name} were not corrected in time. ${noCharge} Order it again with other details.`;
    case "policy":
      return `The registry's rules do not allow ${name}.${quoted} ${noCharge} Choose another name.`;
    case "unsupported":
      return `${name} cannot be registered here.${quoted} ${noCharge} Choose another ending.`;
    case "not_done":
    case "other":
      return `The registrar could not register ${name}.${quoted} ${noCharge} Try again later or choose another name.`;
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
