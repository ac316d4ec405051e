import { z } from "zod";
import { connectionStates, invoiceKinds, invoiceStates, itemKinds, orderStates, registrationStates } from "@/db/schema";

/** Schemas with a name of their own in the OpenAPI document. */
export const apiComponents = z.registry<{ id: string }>();

const named = <S extends z.ZodType>(id: string, schema: S): S => {
  apiComponents.add(schema, { id });
  return schema;
};

const moment = (what: string) => z.iso.datetime().describe(`${what} UTC, ISO 8601.`.trim());

export const moneyResource = named(
  "Money",
  z.object({
    amount: z.string().describe("Decimal, with as many digits as the currency has, such as 12.99."),
    amount_minor: z.int().describe("The same in the smallest unit, such as 1299."),
    currency: z.string().length(3).describe("ISO 4217."),
  }),
);

export const domainResource = named(
  "Domain",
  z.object({
    id: z.string(),
    domain: z.string().describe("As in DNS: lower case, A-labels."),
    domain_unicode: z.string().describe("For people."),
    status: z.enum(registrationStates),
    connection: z.enum(connectionStates).describe("Whether the name leads to your shop."),
    attention: z
      .array(z.object({ kind: z.string(), until: z.string().optional(), note: z.string().optional() }))
      .describe("What somebody must do, most urgent first."),
    registrar: z.string(),
    purchased: z.boolean().describe("Bought, moved or taken over here, and so renewed here."),
    registered_at: moment("As the registrar told it.").nullable(),
    expires_at: moment("As the registrar told it.").nullable(),
    auto_renew: z.boolean().describe("Your wish: an invoice before it expires, paid before it is renewed."),
    privacy: z.boolean().nullable(),
    locked: z.boolean().nullable(),
    name_servers: z.array(z.string()),
    epp_statuses: z.array(z.string()),
    renewal_price: moneyResource.nullable().describe("For one year, without tax."),
    observed_at: moment("When the registrar last told these values.").nullable(),
  }),
);

const orderItemResource = z.object({
  id: z.string(),
  domain: z.string(),
  kind: z.enum(itemKinds),
  years: z.int(),
  price: moneyResource.describe("For all years together, without tax."),
  state: z.enum(["waiting", "working", "delivered", "refused", "cancelled", "fraud"]),
  reason: z.string().nullable().describe("Why it was not delivered and what that means for the money."),
  expires_at: moment("Once it is delivered.").nullable(),
});

export const orderResource = named(
  "Order",
  z.object({
    id: z.string(),
    state: z.enum(orderStates),
    headline: z.string().describe("What is true now, in a sentence."),
    placed_at: moment(""),
    ended_at: moment("").nullable(),
    total: moneyResource,
    charged: moneyResource.describe("What you have paid for it, after refunds."),
    pay_url: z.url().nullable().describe("Where a person pays, while it waits for payment."),
    items: z.array(orderItemResource),
  }),
);

export const invoiceResource = named(
  "Invoice",
  z.object({
    id: z.string(),
    number: z.string(),
    kind: z.enum(invoiceKinds),
    state: z.enum(invoiceStates),
    subtotal: moneyResource,
    tax: moneyResource,
    total: moneyResource,
    credited: moneyResource.describe("Taken back by credit notes."),
    tax_note: z.string(),
    issued_at: moment(""),
    due_at: moment(""),
    paid_at: moment("").nullable(),
    order_id: z.string().nullable().describe("The order that it is the receipt of, or that is paying it."),
    corrects: z.string().nullable().describe("Of a credit note: the invoice that it takes back from."),
    lines: z.array(
      z.object({
        domain: z.string(),
        kind: z.enum(itemKinds),
        years: z.int(),
        period_start: moment("Where the years begin.").nullable(),
        price: moneyResource,
        tax: moneyResource,
      }),
    ),
  }),
);

export const transferResource = named(
  "Transfer",
  z.object({
    id: z.string().describe("Also the id of its order."),
    domain: z.string(),
    state: z.enum(["awaiting_payment", "working", "needs_code", "delivered", "failed", "cancelled"]),
    stage: z.enum(["submitted", "owner", "registry"]).nullable().describe("Who has to act: we, you, the registry."),
    headline: z.string(),
    reason: z.string().nullable().describe("Why it failed, what that means for the money, and what to do."),
    total: moneyResource,
    charged: moneyResource.describe("What you have paid for it, after refunds."),
    placed_at: moment(""),
    ended_at: moment("").nullable(),
    pay_url: z.url().nullable().describe("Where a person pays, while it waits for payment."),
  }),
);

export const problemResource = named(
  "Problem",
  z.object({
    type: z.string().describe("Where the documentation says more."),
    title: z.string(),
    status: z.int(),
    code: z.string().describe("One word, for programs."),
    detail: z.string().describe("For people: what happened, what it means for the money, what to do."),
    request_id: z.string().describe("Quote it when you ask us."),
    errors: z.array(z.object({ field: z.string(), message: z.string() })).optional(),
    pay_url: z.url().optional().describe("Where a person can pay instead."),
  }),
);

/** A page of a list; `next` of the answer's Link header leads on, and `next_cursor` is the same for a query of your own. */
export const pageOf = <S extends z.ZodType>(item: S) =>
  z.object({ data: z.array(item), next_cursor: z.string().nullable() });

export const pageQuery = {
  limit: z.coerce.number().int().min(1).max(200).default(50),
  after: z.string().max(300).optional().describe("The next_cursor of the page before."),
};
