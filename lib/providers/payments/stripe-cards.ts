import type Stripe from "stripe";
import { ProviderError } from "@/lib/kernel/errors";
import type { Payments } from "./contract";
import { toCardPage, toSavedCard } from "./convert";
import { read, write } from "./stripe-guard";

type Cards = Pick<Payments, "openCardPage" | "cardPage" | "cards" | "forgetCard">;

const withCard = { expand: ["setup_intent.payment_method"] };

/** The merchant's cards on file: a page to add one, a list, and forgetting. Card data never comes near us. */
export function stripeCards(stripe: Stripe): Cards {
  return {
    async openCardPage({ key, customerId, successUrl, cancelUrl }) {
      const params: Stripe.Checkout.SessionCreateParams = {
        mode: "setup",
        customer: customerId,
        allowed_payment_method_types: ["card"],
        success_url: successUrl,
        cancel_url: cancelUrl,
        ...withCard,
      };
      return toCardPage(await write(() => stripe.checkout.sessions.create(params, { idempotencyKey: key })));
    },
    async cardPage(sessionId) {
      return toCardPage(await read(() => stripe.checkout.sessions.retrieve(sessionId, withCard)));
    },
    async cards(customerId) {
      const list = await read(() => stripe.paymentMethods.list({ customer: customerId, type: "card", limit: 100 }));
      return list.data.flatMap((method) => toSavedCard(method) ?? []);
    },
    async forgetCard(paymentMethodId) {
      try {
        await write(() => stripe.paymentMethods.detach(paymentMethodId));
      } catch (error) {
        if (!(error instanceof ProviderError) || error.kind !== "rejected") throw error;
        const method = await read(() => stripe.paymentMethods.retrieve(paymentMethodId));
        if (method.customer !== null) throw error;
      }
    },
  };
}
