import type Stripe from "stripe";
import { testCards } from "../cards";
import { type Html, html } from "./html";
import { formatPrice, pageResponse } from "./layout";
import type { CardForm, CardFormErrors } from "./read-card-form";

export type CheckoutPage = {
  session: Stripe.Checkout.Session;
  lineItems: Stripe.LineItem[];
  merchantName: string;
  /** The address we know, or null when the page has to ask for it. */
  email: string | null;
  savedCards: Stripe.PaymentMethod[];
  savesForLater: boolean;
  cancelUrl: string | null;
  /** Why the last attempt failed, in Stripe's words. */
  declined?: string | undefined;
  form?: CardForm;
  errors?: CardFormErrors;
  /** The choice to show again; a saved card first, if there is one. */
  chosen?: string | undefined;
  status?: number;
};

const brandNames: Record<string, string> = {
  visa: "Visa",
  mastercard: "Mastercard",
  amex: "American Express",
  discover: "Discover",
};

export function describeCard(method: Stripe.PaymentMethod): string {
  return `${brandNames[method.card?.brand ?? ""] ?? "Card"} ending in ${method.card?.last4 ?? ""}`;
}

/** As embossed: American Express groups its digits 4-6-5, the others by four. */
function groupDigits(number: string): string {
  if (number.length === 15) return number.replace(/(\d{4})(\d{6})/, "$1 $2 ");
  return number.replace(/(\d{4})(?=\d)/g, "$1 ");
}

function setupSummary(page: CheckoutPage): Html {
  return html`<section class="summary" aria-labelledby="pay-to"><div class="column">
${page.cancelUrl && html`<a class="back" href="${page.cancelUrl}"><span aria-hidden="true">←</span> Back</a>`}
<h1 id="pay-to" class="heading"><span class="pay-to">${page.merchantName}</span> <span class="total">Save a card</span></h1>
<p>Nothing is charged now.</p>
</div></section>`;
}

function summary(page: CheckoutPage): Html {
  if (page.session.mode === "setup") return setupSummary(page);
  const currency = page.session.currency ?? "usd";
  const total = formatPrice(page.session.amount_total ?? 0, currency);
  return html`<section class="summary" aria-labelledby="pay-to"><div class="column">
${page.cancelUrl && html`<a class="back" href="${page.cancelUrl}"><span aria-hidden="true">←</span> Back</a>`}
<h1 id="pay-to" class="heading"><span class="pay-to">Pay ${page.merchantName}</span> <span class="total">${total}</span></h1>
<ul class="items">${page.lineItems.map(
    (item) =>
      html`<li><span class="name">${item.description}</span><span class="amount">${formatPrice(item.amount_total, currency)}</span>${
        (item.quantity ?? 1) > 1 &&
        html`<span class="each">Qty ${item.quantity}, ${formatPrice(item.price?.unit_amount ?? 0, currency)} each</span>`
      }</li>`,
  )}</ul>
<p class="sum"><span>Total due</span><span class="amount">${total}</span></p>
</div></section>`;
}

type FieldInput = {
  name: keyof CardFormErrors;
  label: string;
  autocomplete: string;
  placeholder?: string;
  numeric?: boolean;
  type?: string;
};

function field(page: CheckoutPage, input: FieldInput): Html {
  const error = page.errors?.[input.name];
  const isFirst = error !== undefined && Object.keys(page.errors ?? {})[0] === input.name;
  const value = input.name === "cvc" ? "" : (page.form?.[input.name] ?? "");
  return html`<div class="field"><label for="${input.name}">${input.label}</label>
<input id="${input.name}" name="${input.name}" type="${input.type ?? "text"}" value="${value}" autocomplete="${input.autocomplete}" placeholder="${input.placeholder ?? ""}" maxlength="254"${input.numeric && html` inputmode="numeric"`}${error && html` aria-invalid="true" aria-describedby="${input.name}-error"`}${isFirst && html` autofocus`}>
${error && html`<p class="error" id="${input.name}-error">${error}</p>`}</div>`;
}

function savedChoices(page: CheckoutPage): Html {
  const chosen = page.chosen ?? page.savedCards[0]?.id;
  const choice = (value: string, label: Html) =>
    html`<label class="choice"><input type="radio" name="payment_method" value="${value}"${chosen === value && html` checked`}>${label}</label>`;
  return html`<fieldset><legend class="label hidden">Pay with</legend><div class="choices">${page.savedCards.map(
    (method) =>
      choice(
        method.id,
        html`<span>${describeCard(method)}<br><small>Expires ${String(method.card?.exp_month).padStart(2, "0")} / ${String(method.card?.exp_year).slice(-2)}</small></span>`,
      ),
  )}${choice("new", html`<span>Another card</span>`)}</div></fieldset>`;
}

function newCard(page: CheckoutPage): Html {
  const canSave = page.session.saved_payment_method_options?.payment_method_save === "enabled";
  return html`<div class="new-card">
${field(page, { name: "number", label: "Card number", autocomplete: "cc-number", placeholder: "1234 1234 1234 1234", numeric: true })}
<div class="pair">
${field(page, { name: "expiry", label: "Expiration", autocomplete: "cc-exp", placeholder: "MM / YY", numeric: true })}
${field(page, { name: "cvc", label: "Security code", autocomplete: "cc-csc", placeholder: "CVC", numeric: true })}
</div>
${field(page, { name: "name", label: "Name on card", autocomplete: "cc-name" })}
${canSave && html`<label class="check"><input type="checkbox" name="save" value="1"${page.form?.save && html` checked`}><span>Save my card for a faster checkout next time</span></label>`}
</div>`;
}

function payment(page: CheckoutPage): Html {
  const { session } = page;
  const submit = session.custom_text.submit?.message;
  const isSetup = session.mode === "setup";
  return html`<section class="payment" aria-labelledby="payment-heading"><div class="column">
<h2 id="payment-heading">${isSetup ? "Card" : "Payment"}</h2>
${page.declined && html`<div class="alert" role="alert"><p>${page.declined}</p><p>Nothing was charged. Try again or use a different card.</p></div>`}
<form method="post" action="/stripe/pay/${session.id}" novalidate>
${page.email === null ? field(page, { name: "email", label: "Email", autocomplete: "email", type: "email" }) : html`<p class="email">Email <strong>${page.email}</strong></p>`}
${page.savedCards.length > 0 ? savedChoices(page) : html`<input type="hidden" name="payment_method" value="new">`}
${newCard(page)}
<button type="submit">${isSetup ? "Save card" : `Pay ${formatPrice(session.amount_total ?? 0, session.currency ?? "usd")}`}</button>
${submit && html`<p class="terms">${submit}</p>`}
${isSetup && html`<p class="terms">By saving your card, you allow ${page.merchantName} to charge it for future payments in accordance with their terms.</p>`}
${page.savesForLater && html`<p class="terms">By paying, you allow ${page.merchantName} to charge your card for future payments in accordance with their terms.</p>`}
</form>
<details><summary>Test cards for this sandbox</summary>
<table><caption class="hidden">Test cards, any future date and any security code</caption><thead class="hidden"><tr><th scope="col">Number</th><th scope="col">What happens</th></tr></thead><tbody>${testCards.map(
    (card) => html`<tr><td>${groupDigits(card.number)}</td><td>${card.purpose}</td></tr>`,
  )}</tbody></table></details>
</div></section>`;
}

export function checkoutPage(page: CheckoutPage): Response {
  return pageResponse({
    title:
      page.session.mode === "setup"
        ? `${page.merchantName}: save a card`
        : `${page.merchantName}: pay ${formatPrice(page.session.amount_total ?? 0, page.session.currency ?? "usd")}`,
    body: html`<main class="split">${summary(page)}${payment(page)}</main>`,
    status: page.status ?? 200,
    leaveTo: [page.session.success_url, page.session.cancel_url],
  });
}
