import type postgres from "postgres";
import { now } from "./platform";

/**
 * The control, in the shape of billing panels that renew order by order: a filter over every name, then for each due one a
 * transaction of single statements.
 */
export async function runLoop(sql: postgres.Sql): Promise<void> {
  const due = await sql<{ id: string }[]>`
    select id from domains where registration in ('active', 'expired') and auto_renew
      and extract(epoch from expires_at - ${now}::timestamptz) between 0 and 45 * 86400 order by expires_at, id`;
  for (const { id } of due) {
    await sql.begin(async (tx) => {
      const [domain] = await tx`select * from domains where id = ${id} for update`;
      const [line] = await tx`
        select 1 from invoice_lines where domain_id = ${id} and period_start = ${domain!.expires_at} and kind = 'renew' and live`;
      if (line) return;
      const [merchant] = await tx`
        select m.*, u.email from merchants m join memberships s on s.merchant_id = m.id and s.role = 'owner'
        join users u on u.id = s.user_id where m.id = ${domain!.merchant_id}`;
      const [cost] = await tx`
        select c.renew_minor as cost, o.renew_minor as own from tld_costs c left join tld_price_overrides o on o.tld = c.tld
        where c.registrar_account_id = ${domain!.registrar_account_id} and c.tld = ${domain!.tld}`;
      const computed = Math.ceil((cost!.cost * 1.2 + 100 - 99) / 100) * 100 + 99;
      const priceMinor = Math.max(cost!.own ?? computed, cost!.cost);
      const [series] = await tx`
        insert into invoice_series (series, last) values ('2026', 1)
        on conflict (series) do update set last = invoice_series.last + 1 returning last`;
      const buyer = { name: merchant!.name, country: merchant!.country, vatId: "", email: merchant!.email };
      await tx`
        insert into invoices (id, number, kind, state, merchant_id, currency, subtotal_minor, tax_minor, total_minor, tax_note, seller,
          buyer, issued_at, due_at, next_dunning_at)
        values (${`inv_${id}`}, ${`2026-${String(series!.last).padStart(5, "0")}`}, 'renewal', 'open', ${domain!.merchant_id}, 'USD',
          ${priceMinor}, 0, ${priceMinor}, 'No tax', ${tx.json({ name: "Nameplate" })}, ${tx.json(buyer)}, ${now},
          ${domain!.expires_at}, ${now})`;
      await tx`
        insert into invoice_lines (id, invoice_id, merchant_id, position, kind, domain_id, name_ascii, years, period_start,
          price_minor, tax_minor, cost_minor, cost_currency)
        values (${`inl_${id}`}, ${`inv_${id}`}, ${domain!.merchant_id}, 0, 'renew', ${id}, ${domain!.name_ascii}, 1,
          ${domain!.expires_at}, ${priceMinor}, 0, ${cost!.cost}, 'USD')`;
      await tx`
        insert into outbox (event_id, name, data, created_at)
        values (${`invoice/issued:inv_${id}`}, 'invoice/issued', ${tx.json({ invoiceId: `inv_${id}` })}, ${now})`;
    });
  }
}
