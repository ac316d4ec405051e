import { z } from "zod";
import { callerKey } from "@/app/_lib/caller";
import { readCartToken } from "@/app/_lib/cart-cookie";
import { ndjson } from "@/app/_lib/ndjson";
import { route } from "@/app/_lib/route";
import { visitorCountry } from "@/app/_lib/visitor-country";
import { limitSentences, limits } from "@/lib/identity/limits";
import { requireToken } from "@/lib/identity/rate-limit";
import { getCart } from "@/lib/orders/get-cart";
import { searchNames } from "@/lib/search/search-names";

export const dynamic = "force-dynamic";

const input = z.object({
  /** As a person typed it; also `q`, for addresses. */
  query: z.string().max(20_000).optional(),
  q: z.string().max(20_000).optional(),
  /** Names of an earlier answer to ask again: they count less than a new search. */
  only: z.array(z.string().max(253)).max(200).optional(),
});

/** Answers one `SearchEvent` a line as it is learned; ends when the search does or the client goes away. */
const search = route({ input }, async (ctx, { query, q, only }, call) => {
  const limit = only ? "more" : "search";
  await requireToken(`${limit}:${callerKey(call)}`, limits[limit], ctx.clock, limitSentences[limit]);
  const cart = await getCart(ctx, { cartToken: await readCartToken() });
  const country = call.session?.merchantCountry ?? visitorCountry(call.request.headers);
  const wanted = { query: query ?? q ?? "", country, ...(only && { only }) };
  const inCart = cart.lines.map((line) => line.nameAscii);
  const over = new AbortController();
  const signal = AbortSignal.any([call.request.signal, over.signal]);
  return ndjson(searchNames(ctx, wanted, { signal, inCart }), over, ctx.requestId);
});

export { search as GET, search as POST };
