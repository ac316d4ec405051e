import { invalidRequest } from "./api-failure";
import type { Kind } from "./objects";
import type { Store } from "./store";

const kindByPrefix: Record<string, Kind> = {
  cus: "customer",
  pm: "payment_method",
  pi: "payment_intent",
  seti: "setup_intent",
  ch: "charge",
  re: "refund",
  txn: "balance_transaction",
  du: "dispute",
};
const expandable = new Set([
  "customer",
  "payment_method",
  "default_payment_method",
  "payment_intent",
  "setup_intent",
  "latest_charge",
  "charge",
  "balance_transaction",
  "invoice",
  "source",
]);

type Node = Record<string, unknown>;

/** Lists that Stripe leaves out unless asked. */
async function include(store: Store, node: Node, key: string): Promise<boolean> {
  if (key === "line_items" && node.object === "checkout.session") {
    const row = await store.get("checkout.session", String(node.id));
    node[key] = listNode(`/v1/checkout/sessions/${node.id}/line_items`, row.hidden.lineItems);
    return true;
  }
  if (key === "refunds" && node.object === "charge") {
    const refunds = await store.list("refund", { paymentIntent: String(node.payment_intent) });
    node[key] = listNode(
      `/v1/charges/${node.id}/refunds`,
      refunds.map((row) => row.object),
    );
    return true;
  }
  return false;
}

function listNode(url: string, data: object[]): object {
  return { object: "list", data, has_more: false, url };
}

async function expandPath(store: Store, node: Node, path: string[], whole: string): Promise<void> {
  const [key, ...rest] = path;
  if (key === undefined) return;
  if (key === "data" && node.object === "list") {
    for (const entry of node.data as Node[]) await expandPath(store, entry, rest, whole);
    return;
  }
  const value = node[key];
  if (typeof value === "string" && expandable.has(key)) {
    const kind = kindByPrefix[value.slice(0, value.indexOf("_"))];
    const row = kind && (await store.find(kind, value));
    if (row) node[key] = row.object;
  } else if (value === undefined) {
    if (!expandable.has(key) && !(await include(store, node, key))) throw cannotExpand(key, whole);
  } else if (value !== null && typeof value !== "object") {
    throw cannotExpand(key, whole);
  }
  const child = node[key];
  if (rest.length > 0 && child !== null && typeof child === "object")
    await expandPath(store, child as Node, rest, whole);
}

function cannotExpand(key: string, whole: string) {
  return invalidRequest(`This property cannot be expanded (${key}).`, { param: `expand[${whole}]` });
}

/** Replaces ids by their objects along each path, such as `latest_charge.balance_transaction` or `data.customer`. */
export async function expandObject(store: Store, body: object, paths: readonly string[]): Promise<object> {
  if (paths.length === 0) return body;
  const copy = structuredClone(body) as Node;
  for (const path of paths) await expandPath(store, copy, path.split("."), path);
  return copy;
}
