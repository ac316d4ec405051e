import type postgres from "postgres";
import { now } from "./platform";

/** The floor: the same rows written by one statement that knows the price formula, in one transaction. */
export async function runStatement(sql: postgres.Sql): Promise<void> {
  await sql.begin(
    (tx) => tx`
      with due as (
        select d.id, d.merchant_id, d.name_ascii, d.expires_at, c.renew_minor as cost_minor,
          greatest(coalesce(o.renew_minor, ceil((c.renew_minor * 1.2 + 100 - 99) / 100) * 100 + 99), c.renew_minor)::int as price_minor,
          row_number() over (order by d.expires_at, d.id) as nth,
          m.name as merchant_name, m.country, u.email
        from domains d
        join merchants m on m.id = d.merchant_id and m.state = 'active'
        join registrar_accounts a on a.id = d.registrar_account_id and a.merchant_id is null
        join tld_costs c on c.registrar_account_id = a.id and c.tld = d.tld
        join memberships s on s.merchant_id = m.id and s.role = 'owner' join users u on u.id = s.user_id
        left join tld_price_overrides o on o.tld = d.tld
        where d.registration in ('active', 'expired') and d.auto_renew and d.merchant_id is not null
          and d.expires_at <= ${now}::timestamptz + interval '45 days' and d.expires_at > ${now}::timestamptz
          and not exists (select from invoice_lines l where l.domain_id = d.id and l.period_start = d.expires_at and l.kind = 'renew' and l.live)
      ), numbered as (
        insert into invoice_series (series, last) select '2026', count(*) from due
        on conflict (series) do update set last = invoice_series.last + excluded.last returning last
      ), heads as (
        insert into invoices (id, number, kind, state, merchant_id, currency, subtotal_minor, tax_minor, total_minor, tax_note,
          seller, buyer, issued_at, due_at, next_dunning_at)
        select 'inv_' || id, '2026-' || lpad(nth::text, 5, '0'), 'renewal', 'open', merchant_id, 'USD', price_minor, 0, price_minor, 'No tax',
          '{"name": "Nameplate", "addressLine1": "", "addressLine2": "", "postalCode": "", "city": "", "country": "US", "vatId": "", "email": "support@nameplate.test"}',
          jsonb_build_object('name', merchant_name, 'addressLine1', '', 'addressLine2', '', 'postalCode', '', 'city', '',
            'country', country, 'vatId', '', 'email', email),
          ${now}, expires_at, ${now}
        from due
      ), lines as (
        insert into invoice_lines (id, invoice_id, merchant_id, position, kind, domain_id, name_ascii, years, period_start,
          price_minor, tax_minor, cost_minor, cost_currency)
        select 'inl_' || id, 'inv_' || id, merchant_id, 0, 'renew', id, name_ascii, 1, expires_at, price_minor, 0, cost_minor, 'USD'
        from due
      )
      insert into outbox (event_id, name, data, created_at)
      select 'invoice/issued:inv_' || id, 'invoice/issued', jsonb_build_object('invoiceId', 'inv_' || id), ${now} from due`,
  );
}
