import type { Metadata } from "next";
import { readCartToken } from "@/app/_lib/cart-cookie";
import { currentCtx } from "@/app/_lib/session";
import { CartProvider } from "@/components/cart/cart-context";
import { SearchHero } from "@/components/search/search-hero";
import { SearchIdle } from "@/components/search/search-idle";
import { SearchScreen } from "@/components/search/search-screen";
import { getCart } from "@/lib/orders/get-cart";
import { tldGroups } from "@/lib/tlds/catalogue-data";
import { listSoldTlds } from "@/lib/tlds/queries";
import { cartActions } from "../(portal)/cart/cart-actions";
import { PlainResults } from "./plain-results";
import { groupTitle } from "./prices/group-title";
import { promiseCounter } from "./promise-counter";

export const metadata: Metadata = { title: { absolute: "Nameplate: find a name for your shop" } };

type Search = { q?: string | string[]; plain?: string | string[] };

export default async function SearchPage({ searchParams }: { searchParams: Promise<Search> }) {
  const { q, plain } = await searchParams;
  const query = typeof q === "string" ? q.slice(0, 20_000) : "";
  if (plain === "1") return <PlainResults query={query} />;
  const ctx = await currentCtx();
  const [cart, sold, counter] = await Promise.all([
    getCart(ctx, { cartToken: await readCartToken() }),
    listSoldTlds({ clock: ctx.clock }),
    promiseCounter(),
  ]);
  const groups = tldGroups.filter((group) => sold.some((entry) => entry.group === group));
  return (
    <CartProvider initial={cart} actions={cartActions}>
      {query && (
        <noscript>
          <meta httpEquiv="refresh" content={`0;url=/?plain=1&q=${encodeURIComponent(query)}`} />
        </noscript>
      )}
      <SearchScreen
        initialQuery={query}
        groups={groups.map((group) => ({ value: group, label: groupTitle(group) }))}
        currency={cart.currency}
        now={ctx.clock.now().toISOString()}
        hero={<SearchHero />}
        idle={
          <SearchIdle
            endings={sold.slice(0, 8).map(({ tld, tldUnicode, prices, currency, minYears }) => ({
              tld,
              text: tldUnicode,
              registerMinor: prices.registerMinor,
              renewMinor: prices.renewMinor,
              currency,
              minYears,
            }))}
            total={sold.length}
            counter={counter}
          />
        }
      />
    </CartProvider>
  );
}
