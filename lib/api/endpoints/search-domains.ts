import { z } from "zod";
import { limitSentences, limits } from "@/lib/identity/limits";
import { requireToken } from "@/lib/identity/rate-limit";
import { type Ctx, requireMerchant } from "@/lib/kernel/context";
import { catalogueOf, rowOf } from "@/lib/search/plan-search";
import { searchNames } from "@/lib/search/search-names";
import type { SearchAnswer, SearchRow } from "@/lib/search/views";
import { listSoldTlds } from "@/lib/tlds/queries";
import { endpoint } from "../endpoint";
import { toMoney } from "../to-money";
import { wantedNames } from "../wanted-names";

const mostEndings = 20;
const statuses = ["available", "premium", "taken", "reserved", "unknown", "not_sold", "owned"] as const;

const query = z.strictObject({
  q: z.string().trim().min(1, "Give a name or some words.").max(253).describe("A name, with or without its ending."),
  tlds: z
    .string()
    .max(500)
    .default("com,io,store")
    .transform((text) => [...new Set(text.split(",").map((part) => part.trim().replace(/^\./, "").toLowerCase()))])
    .refine((endings) => endings.every((ending) => ending !== ""), "An ending is empty.")
    .refine((endings) => endings.length <= mostEndings, `Give at most ${mostEndings} endings.`)
    .describe(`Endings with commas between, at most ${mostEndings}.`),
});

const result = z.object({
  domain: z.string().describe("As in DNS: lower case, A-labels."),
  domain_unicode: z.string(),
  available: z.boolean().describe("It can be bought now at this price."),
  status: z.enum(statuses).describe("unknown: the registry did not answer, and nobody can buy what nobody knows."),
  price: z
    .string()
    .nullable()
    .describe("For the shortest term, without tax, decimal; of taken names too. Null: not sold."),
  price_minor: z.int().nullable(),
  renewal_price: z.string().nullable().describe("For each later year, without tax."),
  currency: z.string().length(3).nullable(),
  period_years: z.int().nullable().describe("The shortest term, which the price is for."),
  restriction: z.string().nullable().describe("Who may hold it, when not everybody."),
  note: z.string().nullable(),
});

export const searchDomainsEndpoint = endpoint({
  id: "searchDomains",
  method: "GET",
  path: "/domains/search",
  tag: "Domains",
  summary: "Search names to buy",
  description:
    "Whether a name is free under each ending, and what it costs: one entry an ending, whether it is free or not. Asking reserves nothing. At most 30 searches a minute.",
  scope: "domains:read",
  query,
  responses: {
    200: { description: "One entry an ending, in the order asked.", body: z.object({ domains: z.array(result) }) },
  },
  handler: async (ctx, { query }) => {
    requireMerchant(ctx);
    const names = wantedNames(query.q, query.tlds);
    await requireToken(`api-search:${ctx.merchantId}`, limits.search, ctx.clock, limitSentences.search);
    const catalogue = catalogueOf(await listSoldTlds({ clock: ctx.clock }));
    const answers = await askNames(
      ctx,
      names.map(({ ascii }) => ascii),
    );
    const rows = names.map(({ ascii, tld, unicode }, position) => {
      const row = rowOf(ascii, catalogue.byTld.get(tld) ?? null, unicode, { section: "list", position });
      return { ...row, ...answers.get(ascii) };
    });
    return { status: 200, body: { domains: rows.map(toResult) } };
  },
});

/** What is learned of each name until the search ends; one that nobody answered for is unknown. */
async function askNames(ctx: Ctx, names: readonly string[]): Promise<Map<string, SearchAnswer>> {
  const answers = new Map<string, SearchAnswer>();
  for await (const event of searchNames(ctx, { only: [...names] })) {
    if (event.type !== "answers") continue;
    for (const answer of event.answers) answers.set(answer.name, answer);
  }
  return answers;
}

function toResult(row: SearchRow): z.input<typeof result> {
  const { price } = row;
  const status = statusOf(row);
  const money = (minor: number) => (price ? toMoney(minor, price.currency).amount : null);
  return {
    domain: row.name,
    domain_unicode: row.unicode,
    available: status === "available" || (status === "premium" && price !== null),
    status,
    price: price && money(price.firstTermMinor),
    price_minor: price?.firstTermMinor ?? null,
    renewal_price: price && money(price.renewMinor),
    currency: price?.currency ?? null,
    period_years: price?.minYears ?? null,
    restriction: row.restriction,
    note: row.note,
  };
}

function statusOf({ state }: SearchRow): (typeof statuses)[number] {
  if (state === "restricted" || state === "in_cart") return "available";
  return state === "checking" || state === "unasked" ? "unknown" : state;
}
