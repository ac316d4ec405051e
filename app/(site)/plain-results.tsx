import { revalidatePath } from "next/cache";
import { readCartToken } from "@/app/_lib/cart-cookie";
import { requirePageToken } from "@/app/_lib/require-page-token";
import { currentCtx } from "@/app/_lib/session";
import { priceLines } from "@/components/search/price-lines";
import { Button } from "@/components/ui/button";
import { Name } from "@/components/ui/name";
import { Notice } from "@/components/ui/notice";
import { AppError } from "@/lib/kernel/errors";
import { getCart } from "@/lib/orders/get-cart";
import { applyAnswers, isBuyable } from "@/lib/search/filter-results";
import { searchNames } from "@/lib/search/search-names";
import type { SearchRow } from "@/lib/search/views";
import { addName } from "../(portal)/cart/actions";

const words: Partial<Record<SearchRow["state"], string>> = {
  taken: "Taken",
  reserved: "Reserved by the registry",
  unknown: "No answer",
  unasked: "Not checked",
  not_sold: "Not sold here",
  in_cart: "In your cart",
  owned: "Yours",
  premium: "Premium: needs a browser with scripts, because you confirm its renewal price",
};

async function addPlainly(form: FormData): Promise<void> {
  "use server";
  await addName({ name: String(form.get("name") ?? "") });
  revalidatePath("/");
}

/** The same search for browsers without scripts: one page, made when all answers are in. */
export async function PlainResults({ query }: { query: string }) {
  const ctx = await currentCtx();
  const cart = await getCart(ctx, { cartToken: await readCartToken() });
  let rows: SearchRow[] = [];
  let remark: string | null = null;
  const inCart = cart.lines.map((line) => line.nameAscii);
  try {
    await requirePageToken("search");
    for await (const event of searchNames(ctx, { query }, { inCart })) {
      if (event.type === "plan") rows = event.rows;
      if (event.type === "answers") rows = applyAnswers(rows, event.answers);
      if (event.type === "suggestions") rows = [...rows, ...event.rows];
      if (event.type === "invalid") remark = event.message;
    }
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    remark = error.message;
  }
  const order = { exact: 0, suggestion: 1, list: 2 };
  const shown = rows
    .filter((row) => row.state !== "taken" || row.section === "exact" || row.line !== null)
    .sort((a, b) => order[a.section] - order[b.section]);
  return (
    <div className="pt-6">
      <h1 className="display mb-6 text-2xl">Names for “{query}”</h1>
      <form action="/" className="mb-8 flex gap-2">
        <input type="hidden" name="plain" value="1" />
        <input
          name="q"
          defaultValue={query}
          aria-label="A name, an idea, or a list"
          className="h-10 min-w-0 flex-1 rounded-md border border-edge bg-surface px-3"
        />
        <Button type="submit" look="primary">
          Search
        </Button>
      </form>
      {remark && <Notice tone="attention">{remark}</Notice>}
      <ul className="divide-y divide-line">
        {shown.map((row) => {
          const price = row.price && isBuyable(row) ? priceLines(row.price) : null;
          return (
            <li
              key={`${row.section}-${row.line ?? ""}-${row.name}`}
              className="grid min-h-14 items-center gap-x-6 gap-y-1 py-2 sm:grid-cols-[minmax(0,1fr)_minmax(0,1fr)_6rem]"
            >
              <Name ascii={row.name} size="md" />
              <span className="figures text-base text-ink-2">
                {price ? [price.first, price.later].filter(Boolean).join(", ") : words[row.state]}
              </span>
              {isBuyable(row) && row.state !== "premium" && (
                <form action={addPlainly} className="sm:text-right">
                  <input type="hidden" name="name" value={row.name} />
                  <Button type="submit" size="sm" aria-label={`Add ${row.unicode}`}>
                    Add
                  </Button>
                </form>
              )}
            </li>
          );
        })}
      </ul>
      {cart.lines.length > 0 && (
        <p className="mt-6">
          <a className="link" href="/cart">
            See your cart
          </a>
        </p>
      )}
    </div>
  );
}
