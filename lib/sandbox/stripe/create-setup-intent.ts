import type Stripe from "stripe";
import type { Row, Store } from "./store";
import { newStripeId } from "./stripe-id";

export type NewSetupIntent = {
  customer?: string | null;
  description?: string | null;
  metadata?: Record<string, string>;
  allowedTypes?: string[] | null;
  allowRedirects?: string;
  usage?: string;
  session?: string;
};

export async function createSetupIntent(store: Store, input: NewSetupIntent): Promise<Row<"setup_intent">> {
  const id = newStripeId("seti");
  const object: Stripe.SetupIntent = {
    id,
    object: "setup_intent",
    allowed_payment_method_types: input.allowedTypes ?? null,
    application: null,
    automatic_payment_methods: { allow_redirects: input.allowRedirects ?? "always", enabled: true },
    cancellation_reason: null,
    client_secret: newStripeId(`${id}_secret`, 25),
    created: store.now,
    customer: input.customer ?? null,
    customer_account: null,
    description: input.description ?? null,
    excluded_payment_method_types: null,
    last_setup_error: null,
    latest_attempt: null,
    livemode: false,
    mandate: null,
    metadata: input.metadata ?? {},
    next_action: null,
    on_behalf_of: null,
    payment_method: null,
    payment_method_configuration_details: null,
    payment_method_options: null,
    payment_method_types: ["card"],
    single_use_mandate: null,
    status: "requires_payment_method",
    usage: input.usage ?? "off_session",
  };
  const hidden = input.session === undefined ? {} : { session: input.session };
  const row: Row<"setup_intent"> = { object, hidden, dueMs: null };
  await store.put("setup_intent", row);
  await store.emit("setup_intent.created", object);
  return row;
}
