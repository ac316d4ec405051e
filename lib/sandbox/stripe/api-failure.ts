import type Stripe from "stripe";

/** The `error` object of an API reply, as stripe-node reads it. */
export type ErrorBody = {
  type: "invalid_request_error" | "card_error" | "api_error" | "idempotency_error";
  message: string;
  code?: string;
  decline_code?: string;
  param?: string;
  charge?: string;
  payment_intent?: Stripe.PaymentIntent;
  payment_method?: Stripe.PaymentMethod;
  setup_intent?: Stripe.SetupIntent;
  doc_url?: string;
};

/** A refusal that had no effect: whatever the handler wrote is rolled back, and the reply is kept under its key. */
export class ApiFailure extends Error {
  readonly status: number;
  readonly body: ErrorBody;
  constructor(status: number, body: ErrorBody) {
    super(body.message);
    this.name = "ApiFailure";
    this.status = status;
    this.body = body.code
      ? { ...body, doc_url: `https://stripe.com/docs/error-codes/${body.code.replaceAll("_", "-")}` }
      : body;
  }
}

export function invalidRequest(message: string, extra: Partial<ErrorBody> = {}, status = 400): ApiFailure {
  return new ApiFailure(status, { type: "invalid_request_error", message, ...extra });
}

/** 404, or 400 when the id came in a parameter, as Stripe does. */
export function missingResource(noun: string, id: string, param: string, status: 400 | 404): ApiFailure {
  return invalidRequest(`No such ${noun}: '${id}'`, { code: "resource_missing", param }, status);
}
