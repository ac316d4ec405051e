import { findCardByNumber, liveCardDecline, type TestCard } from "../cards";

export type CardForm = { email: string; number: string; expiry: string; cvc: string; name: string; save: boolean };
export type CardFormErrors = Partial<Record<"email" | "number" | "expiry" | "cvc" | "name", string>>;
export type TypedCard = { card: TestCard; expMonth: number; expYear: number };

function passesLuhn(digits: string): boolean {
  const sum = [...digits].reverse().reduce((total, digit, index) => {
    const value = Number(digit) * (index % 2 === 1 ? 2 : 1);
    return total + (value > 9 ? value - 9 : value);
  }, 0);
  return sum % 10 === 0;
}

function checkNumber(number: string): string | undefined {
  const digits = number.replace(/[\s-]/g, "");
  if (digits === "") return "Enter a card number.";
  if (!/^\d+$/.test(digits)) return "Your card number is invalid: it has digits only.";
  if (digits.length < 14 && !findCardByNumber(digits)) return "Your card number is incomplete.";
  if (digits.length > 19 || !passesLuhn(digits)) return "Your card number is invalid.";
  // Refused before anything is stored: a real number must not end up in a sandbox.
  return findCardByNumber(digits) ? undefined : liveCardDecline.message;
}

function readExpiry(expiry: string, now: Date): { expMonth: number; expYear: number } | string {
  const match = /^\s*(\d{1,2})\s*[/\-. ]?\s*(\d{2}|\d{4})\s*$/.exec(expiry);
  if (expiry.trim() === "") return "Enter the expiration date.";
  if (!match) return "Your card's expiration date is incomplete: write it as MM / YY.";
  const expMonth = Number(match[1]);
  const expYear = Number(match[2]) + (match[2]?.length === 2 ? 2000 : 0);
  if (expMonth < 1 || expMonth > 12) return "Your card's expiration month is invalid.";
  if (expYear > now.getUTCFullYear() + 50) return "Your card's expiration year is invalid.";
  const isPast = expYear * 12 + expMonth < now.getUTCFullYear() * 12 + now.getUTCMonth() + 1;
  return isPast ? "Your card's expiration date is in the past." : { expMonth, expYear };
}

function checkCvc(cvc: string, card: TestCard | undefined): string | undefined {
  const length = card?.brand === "amex" ? 4 : 3;
  if (cvc.trim() === "") return "Enter the security code.";
  if (!/^\d+$/.test(cvc.trim())) return "Your card's security code is invalid: it has digits only.";
  if (cvc.trim().length < length) return "Your card's security code is incomplete.";
  return cvc.trim().length > 4 ? "Your card's security code is invalid." : undefined;
}

function checkText(value: string, whenEmpty: string): string | undefined {
  if (value.trim() === "") return whenEmpty;
  if (/\p{Cc}/u.test(value)) return "Leave out control characters.";
  return value.length > 200 ? "This is too long: 200 characters at most." : undefined;
}

/** The card that was typed, or a message for each field that is wrong. */
export function readCardForm(
  form: CardForm,
  input: { now: Date; asksEmail: boolean },
): { typed: TypedCard } | { errors: CardFormErrors } {
  const card = findCardByNumber(form.number.replace(/[\s-]/g, ""));
  const expiry = readExpiry(form.expiry, input.now);
  const email = form.email.trim();
  const found = {
    email: input.asksEmail
      ? (checkText(email, "Enter your email address.") ??
        (/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(email) ? undefined : "Your email address is incomplete."))
      : undefined,
    number: checkNumber(form.number),
    expiry: typeof expiry === "string" ? expiry : undefined,
    cvc: checkCvc(form.cvc, card),
    name: checkText(form.name, "Enter the name on the card."),
  };
  const errors = Object.fromEntries(Object.entries(found).filter(([, message]) => message)) as CardFormErrors;
  if (!card || typeof expiry === "string" || Object.keys(errors).length > 0) return { errors };
  return { typed: { card, ...expiry } };
}
