import { sql } from "drizzle-orm";
import { db } from "@/db/client";
import { billingOf } from "@/lib/billing/billing-of";
import { exchange, rateBetween } from "@/lib/billing/exchange";
import { DAY, later } from "@/lib/kernel/clock";
import { type Ctx, requireMerchant } from "@/lib/kernel/context";
import { getSettings } from "@/lib/settings/get-settings";
import { renewalMonths } from "./renewal-months";
import { renewalPrice } from "./renewal-price";
import { phaseEnd, phaseOf } from "./renewal-quote";
import { renewalTerms } from "./renewal-terms";
import type { CardView, RenewalRowView, RenewalSection, RenewalsView } from "./views";

/** One screen reads so many names, those that run out first. */
const most = 1000;

type Row = {
  id: string;
  nameAscii: string;
  tld: string;
  registrarAccountId: string;
  registration: string;
  expiresAt: string;
  autoRenew: boolean;
  premium: boolean;
  renewPriceMinor: number | null;
  renewCurrency: string | null;
  orders30d: number;
  cardExpires: boolean;
  invoice: {
    id: string;
    number: string;
    issuedAt: string;
    dueAt: string;
    totalMinor: number;
    dunningStep: number;
    nextDunningAt: string | null;
    merged: boolean;
  } | null;
  underWay: string | null;
  notice: { at: string; state: NonNullable<RenewalRowView["lastNotice"]>["state"] } | null;
};

/** Everything about a merchant's renewals of the next twelve months, from our own tables, in three statements (PE-36, S-9). */
export async function renewalsView(ctx: Ctx): Promise<RenewalsView> {
  const merchantId = requireMerchant(ctx);
  const now = ctx.clock.now();
  const settings = await getSettings();
  const until = later(now, 366 * DAY).toISOString();
  const [rows, card, termsOf, billing] = await Promise.all([
    load(merchantId, until),
    longestCard(merchantId),
    renewalTerms(settings),
    billingOf(db(), [merchantId], settings),
  ]);
  const currency = billing.get(merchantId)?.currency ?? settings.currency;
  const rate = rateBetween(settings.currency, currency, settings) ?? { rate: "1", rateAt: null };
  const local = (minor: number) => exchange(minor, settings.currency, currency, rate);
  const views = rows.slice(0, most).map((row): RenewalRowView => {
    const expiresAt = new Date(row.expiresAt);
    const phase = phaseOf(row.registration, expiresAt, now);
    const terms = termsOf(row.registrarAccountId, row.tld);
    const priceMinor = terms
      ? phase === "redemption"
        ? terms.restorePriceMinor
        : renewalPrice({ ...row, expiresAt }, terms, settings, now).priceMinor
      : null;
    const amountMinor = row.invoice?.totalMinor ?? (priceMinor === null ? null : local(priceMinor));
    const before = row.renewCurrency === currency ? row.renewPriceMinor : null;
    const changed = priceMinor !== null && before !== null && phase === "active" && local(priceMinor) !== before;
    const step = settings.dunningSteps[row.invoice?.dunningStep ?? 0];
    return {
      domainId: row.id,
      nameAscii: row.nameAscii,
      section: sectionOf(row, phase),
      phase,
      expiresAt: expiresAt.toISOString(),
      phaseEndsAt: terms ? (phaseEnd(phase, terms, expiresAt)?.toISOString() ?? null) : null,
      autoRenew: row.autoRenew,
      amountMinor,
      beforeMinor: changed && !row.invoice ? before : null,
      currency,
      invoice: row.invoice && {
        id: row.invoice.id,
        number: row.invoice.number,
        issuedAt: row.invoice.issuedAt,
        dueAt: row.invoice.dueAt,
        merged: row.invoice.merged,
      },
      nextTryAt: card && step?.charge ? (row.invoice?.nextDunningAt ?? null) : null,
      underWay: row.underWay,
      orders30d: row.orders30d,
      lastNotice: row.notice,
    };
  });
  return {
    now: now.toISOString(),
    currency,
    card,
    months: renewalMonths(views, now),
    rows: views,
    cut: rows.length > most,
    nextLater: views.length === 0 ? await nextLater(merchantId, until) : null,
  };
}

function sectionOf(row: Row, phase: RenewalRowView["phase"]): RenewalSection {
  if (phase !== "active") return "late";
  if (row.invoice) return "unpaid";
  if (!row.autoRenew) return "ending";
  return row.cardExpires ? "card" : "coming";
}

async function load(merchantId: string, until: string): Promise<Row[]> {
  const iso = (moment: string) => sql.raw(`to_char(${moment} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`);
  return db().execute<Row>(sql`
    select d.id, d.name_ascii as "nameAscii", d.tld, d.registrar_account_id as "registrarAccountId", d.registration,
      ${iso("d.expires_at")} as "expiresAt", d.auto_renew as "autoRenew", coalesce(i.premium, false) as premium,
      d.renew_price_minor as "renewPriceMinor", d.currency as "renewCurrency", d.orders30d as "orders30d",
      d.attention @> '[{"kind": "card_expires"}]' as "cardExpires",
      (select jsonb_build_object('id', v.id, 'number', v.number, 'issuedAt', ${iso("v.issued_at")}, 'dueAt', ${iso("v.due_at")},
          'totalMinor', l.price_minor + l.tax_minor, 'dunningStep', v.dunning_step, 'nextDunningAt', ${iso("v.next_dunning_at")},
          'merged', (select count(*) > 1 from invoice_lines o where o.invoice_id = v.id))
        from invoice_lines l join invoices v on v.id = l.invoice_id and v.state = 'open'
        where l.domain_id = d.id and l.live order by v.issued_at desc limit 1) as invoice,
      (select o.id from order_items w join orders o on o.id = w.order_id
        where w.domain_id = d.id and w.state in ('waiting', 'registering') and o.state in ('fulfilling', 'review') limit 1) as "underWay",
      (select jsonb_build_object('at', ${iso("n.created_at")}, 'state', case when n.bounced_at is not null then 'bounced'
          when n.delivered_at is not null then 'delivered' when n.sent_at is not null then 'sent' else 'waiting' end)
        from notices n where n.domain_id = d.id order by n.created_at desc limit 1) as notice
    from domains d
    join registrar_accounts a on a.id = d.registrar_account_id and a.merchant_id is null
    left join order_items i on i.id = d.order_item_id
    where d.merchant_id = ${merchantId} and d.registration in ('active', 'expired', 'redemption') and d.expires_at <= ${until}::timestamptz
    order by d.expires_at, d.id limit ${most + 1}`);
}

/** The saved card that lasts longest: a renewal needs any one that is good. */
async function longestCard(merchantId: string): Promise<CardView | null> {
  const [card] = await db().execute<CardView>(sql`
    select initcap(brand) || ' …' || last4 as label,
      to_char(make_date(exp_year, exp_month, 1) + interval '1 month' - interval '1 day', 'YYYY-MM-DD"T23:59:59.000Z"') as "endsAt"
    from payment_methods where merchant_id = ${merchantId} order by exp_year desc, exp_month desc limit 1`);
  return card ?? null;
}

async function nextLater(merchantId: string, after: string): Promise<RenewalsView["nextLater"]> {
  const [row] = await db().execute<{ nameAscii: string; expiresAt: string | Date }>(sql`
    select name_ascii as "nameAscii", expires_at as "expiresAt" from domains
    where merchant_id = ${merchantId} and registration = 'active' and expires_at > ${after}::timestamptz order by expires_at limit 1`);
  return row ? { nameAscii: row.nameAscii, expiresAt: new Date(row.expiresAt).toISOString() } : null;
}
