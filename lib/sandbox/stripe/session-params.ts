import { z } from "zod";
import { bool, emptyable, expand, integer, metadata, object, oneOf, positive, text, url } from "./read-params";

const message = emptyable(object({ message: text(1200) })).optional();
const futureUsage = oneOf("off_session", "on_session").optional();

/** What the sandbox accepts of `POST /v1/checkout/sessions`: payment and setup mode on the hosted page. */
export const sessionParams = object({
  adaptive_pricing: object({
    enabled: z.literal("false", { error: "The sandbox has no adaptive pricing." }),
  }).optional(),
  allowed_payment_method_types: z
    .array(text())
    .refine((types) => types.includes("card"), { error: "The sandbox offers cards only." })
    .optional(),
  billing_address_collection: oneOf("auto", "required").optional(),
  branding_settings: object({
    background_color: emptyable(text()).optional(),
    border_style: emptyable(oneOf("pill", "rectangular", "rounded")).optional(),
    button_color: emptyable(text()).optional(),
    display_name: text().optional(),
    font_family: emptyable(text()).optional(),
  }).optional(),
  cancel_url: url().optional(),
  client_reference_id: text(200).optional(),
  currency: text(3).optional(),
  custom_text: object({
    after_submit: message,
    shipping_address: message,
    submit: message,
    terms_of_service_acceptance: message,
  }).optional(),
  customer: text().optional(),
  customer_creation: oneOf("always", "if_required").optional(),
  customer_email: text(800).optional(),
  customer_update: object({
    address: oneOf("auto", "never").optional(),
    name: oneOf("auto", "never").optional(),
  }).optional(),
  expires_at: integer().optional(),
  line_items: z
    .array(
      object({
        metadata: metadata().optional(),
        price_data: object({
          currency: text(3),
          product_data: object({
            description: text(40_000).optional(),
            images: z.array(url()).max(8).optional(),
            metadata: metadata().optional(),
            name: text(1500),
            tax_code: text().optional(),
          }),
          tax_behavior: oneOf("exclusive", "inclusive", "unspecified").optional(),
          unit_amount: integer().refine((value) => value >= 0, {
            error: "This value must be greater than or equal to 0.",
          }),
        }),
        quantity: positive(),
      }),
    )
    .min(1)
    .max(100)
    .optional(),
  locale: text(10).optional(),
  metadata: metadata().optional(),
  mode: oneOf("payment", "setup"),
  setup_intent_data: object({ description: text(1000).optional(), metadata: metadata().optional() }).optional(),
  payment_intent_data: object({
    capture_method: oneOf("automatic", "automatic_async", "manual").optional(),
    description: text(1000).optional(),
    metadata: metadata().optional(),
    receipt_email: text().optional(),
    setup_future_usage: futureUsage,
    statement_descriptor: text(22).optional(),
    statement_descriptor_suffix: text(22).optional(),
  }).optional(),
  payment_method_options: object({
    card: object({
      request_extended_authorization: oneOf("if_available", "never").optional(),
      request_three_d_secure: oneOf("any", "automatic", "challenge").optional(),
      setup_future_usage: futureUsage,
    }).optional(),
  }).optional(),
  phone_number_collection: object({ enabled: bool() }).optional(),
  saved_payment_method_options: object({
    allow_redisplay_filters: z.array(oneOf("always", "limited", "unspecified")).optional(),
    payment_method_remove: oneOf("disabled", "enabled").optional(),
    payment_method_save: oneOf("disabled", "enabled").optional(),
  }).optional(),
  submit_type: oneOf("auto", "book", "donate", "pay").optional(),
  success_url: url(),
  ui_mode: oneOf("hosted_page").optional(),
  ...expand,
});

export type SessionParams = z.output<typeof sessionParams>;
