import { type SQL, sql } from "drizzle-orm";
import { inTransaction } from "@/db/transaction";
import { audit } from "@/lib/identity/audit";
import { type Ctx, requirePlatform } from "@/lib/kernel/context";
import { AppError } from "@/lib/kernel/errors";
import { at } from "./match-window";
import type { Month } from "./months";
import type { BookCause } from "./views";

/**
 * Posts the proposed entry of one difference, or of all of a cause in a month: a `correction` in the ledger, dated within
 * the month it belongs to while that is open. Answers how many were posted; what was closed before is left as it is.
 */
export async function postProposals(
  ctx: Ctx,
  which: { id: string } | { month: Month; cause: BookCause },
): Promise<{ posted: number }> {
  requirePlatform(ctx);
  const wanted = "id" in which ? sql`d.id = ${which.id}` : sql`d.month = ${which.month} and d.cause = ${which.cause}`;
  return inTransaction("post-proposals", async (tx) => {
    const entries = await tx.execute<{ id: string }>(postings(ctx, wanted));
    const ids = [...new Set(entries.map(({ id }) => id))];
    if (ids.length === 0 && "id" in which) throw nothingToPost();
    await audit(tx, ctx, {
      action: "books.corrected",
      subject: { kind: "book_difference", id: "id" in which ? which.id : `${which.month}:${which.cause}` },
      after: { posted: ids },
    });
    return { posted: ids.length };
  });
}

function postings(ctx: Ctx, wanted: SQL): SQL {
  const now = at(ctx.clock.now());
  const by = "userId" in ctx.actor ? ctx.actor.userId : ctx.actor.kind;
  return sql`with taken as (
      update book_differences d set state = 'posted', closed_by = ${by}, closed_at = ${now}
      where ${wanted} and d.state = 'open' and d.proposal is not null and not exists (select 1 from closed_months c where c.month = d.month)
      returning d.*
    ),
    heads as (
      insert into ledger_transactions (id, at, kind, external_key, order_id, merchant_id)
      select 'ltx_' || md5(key), least(${now}, (month || '-01')::timestamp at time zone 'UTC' + interval '1 month' - interval '1 second'),
        'correction', 'book:' || key, order_id, merchant_id from taken
      returning id, external_key
    ),
    entries as (
      insert into ledger_entries (transaction_id, account, amount_minor, currency)
      select heads.id, l.account, l."amountMinor", l.currency
      from heads join taken on heads.external_key = 'book:' || taken.key
      cross join lateral jsonb_to_recordset(taken.proposal) as l (account text, "amountMinor" int, currency text)
      where l."amountMinor" <> 0
      returning transaction_id
    )
    select taken.id from taken where exists (select 1 from heads where heads.external_key = 'book:' || taken.key)`;
}

function nothingToPost(): AppError {
  return new AppError(
    "conflict",
    "There is nothing to post here: it was closed before, or it only needs an explanation. The books are as they were. Reload the page.",
  );
}
