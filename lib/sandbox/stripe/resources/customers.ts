import type Stripe from "stripe";
import { z } from "zod";
import { attachPaymentMethod, resolvePaymentMethod } from "../create-payment-method";
import { created, emptyable, expand, metadata, object, oneOf, page, readRange, text } from "../read-params";
import { pageOf, route } from "../route";
import type { Row, Store } from "../store";
import { newStripeId } from "../stripe-id";

const address = object({
  city: emptyable(text()).optional(),
  country: emptyable(text(2)).optional(),
  line1: emptyable(text()).optional(),
  line2: emptyable(text()).optional(),
  postal_code: emptyable(text()).optional(),
  state: emptyable(text()).optional(),
});
const noAddress = { city: null, country: null, line1: null, line2: null, postal_code: null, state: null };

const fields = {
  address: emptyable(address).optional(),
  business_name: emptyable(text(150)).optional(),
  description: emptyable(text()).optional(),
  email: emptyable(text(512)).optional(),
  individual_name: emptyable(text(150)).optional(),
  invoice_settings: object({ default_payment_method: emptyable(text()).optional() }).optional(),
  metadata: emptyable(metadata()).optional(),
  name: emptyable(text(256)).optional(),
  phone: emptyable(text(20)).optional(),
  preferred_locales: z.array(text()).optional(),
  tax_exempt: oneOf("", "exempt", "none", "reverse").optional(),
  ...expand,
};
type Fields = z.output<z.ZodObject<typeof fields>>;

/** Metadata is merged; an empty value removes its key, an empty metadata removes all. */
export function mergeMetadata(
  before: Record<string, string>,
  change: Record<string, string> | null | undefined,
): Record<string, string> {
  if (change === undefined) return before;
  if (change === null) return {};
  return Object.fromEntries(Object.entries({ ...before, ...change }).filter(([, value]) => value !== ""));
}

async function change(store: Store, row: Row<"customer">, input: Fields): Promise<void> {
  const customer = row.object;
  const {
    expand: _,
    address: newAddress,
    metadata: newMetadata,
    invoice_settings,
    preferred_locales,
    ...plain
  } = input;
  for (const [key, value] of Object.entries(plain)) Object.assign(customer, { [key]: value === "" ? null : value });
  if (newAddress !== undefined) customer.address = newAddress && { ...noAddress, ...newAddress };
  if (preferred_locales) customer.preferred_locales = preferred_locales;
  customer.metadata = mergeMetadata(customer.metadata, newMetadata);
  const method = invoice_settings?.default_payment_method;
  if (method !== undefined) {
    if (method) await store.get("payment_method", method, { param: "invoice_settings[default_payment_method]" });
    customer.invoice_settings.default_payment_method = method;
  }
}

export async function createCustomer(store: Store, input: Fields): Promise<Row<"customer">> {
  const customer: Stripe.Customer = {
    id: newStripeId("cus", 14),
    object: "customer",
    address: null,
    balance: 0,
    created: store.now,
    currency: null,
    customer_account: null,
    default_source: null,
    delinquent: false,
    description: null,
    email: null,
    invoice_prefix: newStripeId("i", 8).slice(2).toUpperCase(),
    invoice_settings: { custom_fields: null, default_payment_method: null, footer: null, rendering_options: null },
    livemode: false,
    metadata: {},
    name: null,
    phone: null,
    preferred_locales: [],
    shipping: null,
    tax_exempt: "none",
    test_clock: null,
  };
  const row: Row<"customer"> = { object: customer, hidden: {}, dueMs: null };
  await change(store, row, input);
  await store.put("customer", row);
  await store.emit("customer.created", customer);
  return row;
}

export const customerRoutes = [
  route(
    "POST",
    "/v1/customers",
    object({ ...fields, payment_method: text().optional() }),
    async ({ store }, params) => {
      const { payment_method, ...rest } = params;
      const { object: customer } = await createCustomer(store, rest);
      if (payment_method)
        await attachPaymentMethod(store, await resolvePaymentMethod(store, payment_method), customer.id);
      return customer;
    },
  ),
  route(
    "GET",
    "/v1/customers",
    object({ ...page, ...created, email: text(512).optional(), ...expand }),
    async ({ store }, params) => {
      const rows = await store.list("customer", readRange(params.created));
      const found = rows.map((row) => row.object).filter((one) => !params.email || one.email === params.email);
      return pageOf("/v1/customers", found, params);
    },
  ),
  route("GET", "/v1/customers/:id", object(expand), async ({ store, id }) => {
    const row = await store.find("customer", id);
    if (row?.hidden.deleted) return { id, object: "customer", deleted: true };
    return (await store.get("customer", id)).object;
  }),
  route("POST", "/v1/customers/:id", object(fields), async ({ store, id }, params) => {
    const row = await store.get("customer", id, { lock: true });
    await change(store, row, params);
    await store.put("customer", row);
    await store.emit("customer.updated", row.object);
    return row.object;
  }),
  route("DELETE", "/v1/customers/:id", object({}), async ({ store, id }) => {
    const row = await store.get("customer", id, { lock: true });
    row.hidden.deleted = true;
    await store.put("customer", row);
    await store.emit("customer.deleted", row.object);
    return { id, object: "customer", deleted: true };
  }),
];
