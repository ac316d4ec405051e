import { z } from "zod";
import { ApiFailure } from "../http/api-failure";
import { authenticate } from "../http/authenticate";
import type { Asked, Route } from "../http/route";
import { checkAvailability, suggest } from "./availability";
import { domainToWire, listDomains, shownDomain } from "./domains";
import { faultsInName } from "./induced-faults";
import { type OperationRow, operationColumns, readOperation, toWire } from "./operations";
import { currency, priceList, priceOfTld } from "./price-list";
import { quoteName } from "./quote-name";
import { settleDue } from "./settle";
import { transferability } from "./transferability";
import { availabilitySchema, transferabilitySchema } from "./wire";
import type { RegistrarWorld } from "./world";

/** A route of the registrar's API: knows the account, and finds everything settled that is due. */
export type AccountAnswer = (account: string, asked: Asked) => Promise<Response>;

export function accountRoutes(world: RegistrarWorld) {
  return (verb: string, method: string, path: string, answer: AccountAnswer): Route => ({
    verb,
    method,
    path,
    async answer(asked) {
      const account = await authenticate(world.sql, asked.request);
      await settleDue(world);
      return answer(account, asked);
    },
  });
}

/** Everything that only asks. */
export function readRoutes(world: RegistrarWorld): Route[] {
  const route = accountRoutes(world);
  return [
    route("availability", "POST", "/v1/availability", async (_account, { body }) => {
      const { names } = availabilitySchema.parse(body);
      return Response.json({ results: await checkAvailability(world, names) });
    }),
    route("suggestions", "GET", "/v1/suggestions", async (_account, { query }) => {
      const count = z.coerce.number().int().min(1).max(100).catch(20).parse(query.get("count"));
      return Response.json({ suggestions: await suggest(world, query.get("query") ?? "", count) });
    }),
    route("prices", "GET", "/v1/prices", async (_account, { query }) => Response.json(pricePage(query))),
    route("price", "GET", "/v1/names/:name/price", async (_account, { params, query }) => {
      const years = z.coerce
        .number()
        .int()
        .catch(1)
        .parse(query.get("years") ?? 1);
      return Response.json(await priceAnswer(world, params.name ?? "", years));
    }),
    route("transferability", "POST", "/v1/names/:name/transferability", async (account, { params, body }) => {
      transferabilitySchema.parse(body);
      return Response.json(await transferability(world, account, params.name ?? ""));
    }),
    route("operation", "GET", "/v1/operations/:id", async (account, { params }) => {
      const operation = await readOperation(world.sql, params.id ?? "");
      if (operation?.account !== account) throw new ApiFailure(404, "no_such_operation", "There is no such operation.");
      return Response.json({ operation: toWire(operation, world.clock.now()) });
    }),
    route("operations", "GET", "/v1/operations", async (account, { query }) =>
      Response.json(await operationPage(world, account, query)),
    ),
    route("domains", "GET", "/v1/domains", async (account, { query }) => {
      const limit = z.coerce
        .number()
        .int()
        .optional()
        .catch(undefined)
        .parse(query.get("limit") ?? undefined);
      return Response.json(await listDomains(world, account, query.get("cursor") ?? "", limit));
    }),
    route("domain", "GET", "/v1/domains/:name", async (account, { params }) => {
      const domain = await shownDomain(world, account, params.name ?? "");
      return Response.json({ domain: domainToWire(domain, world.clock.now()) });
    }),
    route("account", "GET", "/v1/account", async (account) => {
      const [row] = await world.sql`select balance_minor from sandbox.accounts where id = ${account}`;
      return Response.json({ account, balanceMinor: row?.balance_minor ?? null, currency });
    }),
    route("charges", "GET", "/v1/charges", async (account, { query }) =>
      Response.json(await chargePage(world, account, query)),
    ),
  ];
}

const pageSize = 100;
const farAway = new Date("9999-01-01");

function pricePage(query: URLSearchParams) {
  const wanted = query.getAll("tld");
  const start = z.coerce.number().int().min(0).catch(0).parse(query.get("cursor"));
  const all = wanted.length > 0 ? wanted.flatMap((tld) => priceList.get(tld) ?? []) : [...priceList.values()];
  const page = all.slice(start, start + pageSize);
  return {
    currency,
    prices: page.map(({ slow: _, ...price }) => price),
    next: start + pageSize < all.length ? String(start + pageSize) : null,
  };
}

async function priceAnswer(world: RegistrarWorld, name: string, years: number) {
  const tld = priceOfTld(name);
  const [answer] = await checkAvailability(world, [name]);
  const sold = answer?.status === "available" || answer?.status === "premium";
  if (!tld || !sold || years < tld.minYears || years > tld.maxYears) return { price: null };
  return { price: { ...quoteName(name, years, tld, faultsInName(name)), currency } };
}

async function operationPage(world: RegistrarWorld, account: string, query: URLSearchParams) {
  const since = z.coerce.date().catch(new Date(0)).parse(query.get("since"));
  const [verb, name] = [query.get("verb"), query.get("name")];
  const cursor = z.coerce.number().int().catch(0).parse(query.get("cursor"));
  const { sql } = world;
  const rows = await sql<(OperationRow & { seq: string })[]>`
    select ${sql.unsafe(operationColumns)}, seq from sandbox.registrar_operations
    where account = ${account} and submitted_at >= ${since} and seq > ${cursor} and shown_from <= ${world.clock.now()}
      ${verb === null ? sql`` : sql`and verb = ${verb}`} ${name === null ? sql`` : sql`and name = ${name}`}
    order by seq limit ${pageSize + 1}`;
  const page = rows.slice(0, pageSize);
  return {
    operations: page.map((row) => toWire(row, world.clock.now())),
    next: rows.length > pageSize ? String(page.at(-1)?.seq) : null,
  };
}

async function chargePage(world: RegistrarWorld, account: string, query: URLSearchParams) {
  const cursor = z.coerce.number().int().catch(0).parse(query.get("cursor"));
  const since = z.coerce.date().catch(new Date(0)).parse(query.get("since"));
  const until = z.coerce
    .date()
    .catch(farAway)
    .parse(query.get("until") ?? "none");
  const rows = await world.sql`
    select id, operation_id as "operationId", name, verb, years, amount_minor as "amountMinor", currency, charged_at as "chargedAt"
    from sandbox.registrar_charges where account = ${account} and id > ${cursor}
      and charged_at >= ${since} and charged_at < ${until} order by id limit ${pageSize + 1}`;
  const page = rows.slice(0, pageSize);
  return {
    charges: page.map((row) => ({ ...row, id: Number(row.id) })),
    next: rows.length > pageSize ? String(page.at(-1)?.id) : null,
  };
}
