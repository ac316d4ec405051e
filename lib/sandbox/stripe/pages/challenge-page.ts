import type Stripe from "stripe";
import { describeCard } from "./checkout-page";
import { html } from "./html";
import { formatPrice, pageResponse } from "./layout";

/** The bank's page in the middle of a payment: its owner proves, or fails to prove, who they are. */
export function challengePage(input: {
  id: string;
  merchantName: string;
  method: Stripe.PaymentMethod;
  amount: { minor: number; currency: string } | null;
  leaveTo: (string | null | undefined)[];
}): Response {
  return pageResponse({
    title: "Confirm it is you",
    leaveTo: input.leaveTo,
    body: html`<main class="one"><div class="card">
<h1>Confirm it is you</h1>
<p>This stands for your bank's 3-D Secure page. Completing it lets the payment go on; failing it stops the payment before anything is charged.</p>
<dl><dt>Merchant</dt><dd>${input.merchantName}</dd>
${input.amount && html`<dt>Amount</dt><dd>${formatPrice(input.amount.minor, input.amount.currency)}</dd>`}
<dt>Card</dt><dd>${describeCard(input.method)}</dd></dl>
<form method="post" action="/stripe/pay/challenge/${input.id}">
<button type="submit" name="answer" value="complete">Complete</button>
<button type="submit" name="answer" value="fail" class="quiet">Fail</button>
</form></div></main>`,
  });
}
