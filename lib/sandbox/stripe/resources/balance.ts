import { expand, object } from "../read-params";
import { route } from "../route";

export const balanceRoutes = [
  route("GET", "/v1/balance", object(expand), async ({ store }) => {
    const rows = await store.list("balance_transaction");
    const totals = new Map<string, number>();
    for (const { object: one } of rows) totals.set(one.currency, (totals.get(one.currency) ?? 0) + one.net);
    const funds = [...totals].map(([currency, amount]) => ({ amount, currency, source_types: { card: amount } }));
    const nothing = funds.map((fund) => ({ ...fund, amount: 0, source_types: { card: 0 } }));
    return { object: "balance", available: nothing, connect_reserved: [], livemode: false, pending: funds };
  }),
  route("GET", "/v1/balance_transactions/:id", object(expand), async ({ store, id }) => {
    return (await store.get("balance_transaction", id)).object;
  }),
];
