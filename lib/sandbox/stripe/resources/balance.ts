import { created, expand, object, page, readRange, text } from "../read-params";
import { listOf, pageOf, route } from "../route";

export const balanceRoutes = [
  route("GET", "/v1/balance", object(expand), async ({ store }) => {
    const rows = await store.list("balance_transaction");
    const totals = new Map<string, number>();
    for (const { object: one } of rows) totals.set(one.currency, (totals.get(one.currency) ?? 0) + one.net);
    const funds = [...totals].map(([currency, amount]) => ({ amount, currency, source_types: { card: amount } }));
    const nothing = funds.map((fund) => ({ ...fund, amount: 0, source_types: { card: 0 } }));
    return { object: "balance", available: nothing, connect_reserved: [], livemode: false, pending: funds };
  }),
  route(
    "GET",
    "/v1/balance_transactions",
    object({ source: text().optional(), type: text().optional(), ...created, ...page, ...expand }),
    async ({ store }, params) => {
      const url = "/v1/balance_transactions";
      const range = readRange(params.created);
      if (params.ending_before || params.source || params.type) {
        const rows = (await store.list("balance_transaction", range)).map((row) => row.object);
        const found = rows.filter(
          (one) => (!params.type || one.type === params.type) && (!params.source || one.source === params.source),
        );
        return pageOf(url, found, params);
      }
      const limit = params.limit ?? 10;
      const after = params.starting_after === undefined ? {} : { after: params.starting_after };
      const rows = await store.list("balance_transaction", { ...range, ...after, limit: limit + 1 });
      const shown = rows.slice(0, limit).map((row) => row.object);
      return listOf(url, shown, rows.length > limit);
    },
  ),
  route("GET", "/v1/balance_transactions/:id", object(expand), async ({ store, id }) => {
    return (await store.get("balance_transaction", id)).object;
  }),
];
