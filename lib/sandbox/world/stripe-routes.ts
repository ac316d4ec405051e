import { z } from "zod";
import { ApiFailure } from "../http/api-failure";
import type { Route } from "../http/route";
import type { StripeSandbox } from "../stripe";
import { ApiFailure as StripeFailure } from "../stripe/api-failure";

const faultSchema = z.object({
  match: z.string().regex(/^(GET|POST|DELETE) \/v1\//),
  mode: z.enum([
    "before",
    "after-effect-no-reply",
    "500",
    "500-stored",
    "500-stored-after-effect",
    "garbage",
    "timeout",
    "429",
  ]),
  times: z.int().min(1).default(1),
});
const cardSchema = z.object({
  paymentMethod: z.string(),
  decline: z.string().nullable().optional(),
  expMonth: z.int().min(1).max(12).optional(),
  expYear: z.int().min(2000).max(2100).optional(),
});
const disputeSchema = z.object({
  intent: z.string(),
  reason: z.string().optional(),
  isInquiry: z.boolean().optional(),
});
const webhookSchema = z.object({
  drop: z.int().min(0).optional(),
  duplicate: z.int().min(0).optional(),
  hold: z.boolean().optional(),
});

type MakeRoute = (method: string, path: string, answer: (body: unknown) => Promise<void> | void) => Route;

/** /control/stripe: what happens at banks, and how Stripe's API fails. */
export function stripeRoutes(route: MakeRoute, stripe: StripeSandbox | null): Route[] {
  const told = (path: string, answer: (stripe: StripeSandbox, body: unknown) => Promise<void> | void) =>
    route("POST", `/stripe/${path}`, async (body) => {
      if (!stripe) throw new ApiFailure(404, "no_stripe", "There is no sandbox Stripe here.");
      try {
        await answer(stripe, body);
      } catch (error) {
        if (error instanceof StripeFailure) throw new ApiFailure(422, "refused", error.body.message);
        throw error;
      }
    });
  return [
    told("faults", ({ control }, body) => control.failNext(faultSchema.parse(body))),
    told("card", ({ control }, body) => {
      const { paymentMethod, decline, expMonth, expYear } = cardSchema.parse(body);
      return control.changeCard(paymentMethod, {
        ...(decline === undefined ? {} : { decline }),
        ...(expMonth === undefined ? {} : { expMonth }),
        ...(expYear === undefined ? {} : { expYear }),
      });
    }),
    told("dispute", async ({ control }, body) => {
      const { intent, ...input } = disputeSchema.parse(body);
      await control.dispute(intent, input);
    }),
    told("close-dispute", ({ control }, body) => {
      const { dispute, outcome } = z.object({ dispute: z.string(), outcome: z.enum(["won", "lost"]) }).parse(body);
      return control.closeDispute(dispute, outcome);
    }),
    told("webhooks", async ({ control }, body) => {
      const { drop, duplicate, hold } = webhookSchema.parse(body);
      if (drop) control.dropNextWebhooks(drop);
      if (duplicate) control.duplicateWebhooks(duplicate);
      if (hold) control.holdWebhooks();
      if (hold === false) await control.releaseWebhooks();
    }),
  ];
}
