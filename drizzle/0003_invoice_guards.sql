-- Issued is issued: only the state of an invoice, what was credited of it and its dunning change.
create function issued_stays_issued() returns trigger language plpgsql as $$
begin
  raise exception 'invoice % is issued and cannot be changed: correct it by a credit note', old.number using errcode = '55000';
end $$;
--> statement-breakpoint
create trigger invoices_issued before update of number, kind, merchant_id, currency, subtotal_minor, tax_minor, total_minor, seller, buyer, corrects_id, issued_at on invoices
  for each row when (row(old.number, old.kind, old.merchant_id, old.currency, old.subtotal_minor, old.tax_minor, old.total_minor, old.seller, old.buyer, old.corrects_id, old.issued_at)
    is distinct from row(new.number, new.kind, new.merchant_id, new.currency, new.subtotal_minor, new.tax_minor, new.total_minor, new.seller, new.buyer, new.corrects_id, new.issued_at))
  execute function issued_stays_issued();
--> statement-breakpoint
create trigger invoices_ended before update of state on invoices for each row
  when (old.state <> 'open' and new.state <> old.state) execute function ended_stays_ended();
--> statement-breakpoint
create trigger refunds_ended before update of state on refunds for each row
  when (old.state <> 'sent' and new.state <> old.state) execute function ended_stays_ended();
--> statement-breakpoint
-- A closed month takes no more postings (L-5).
create function closed_stays_closed() returns trigger language plpgsql as $$
begin
  if exists (select from closed_months where month = to_char(new.at at time zone 'UTC', 'YYYY-MM')) then
    raise exception 'the books of % are closed', to_char(new.at at time zone 'UTC', 'YYYY-MM') using errcode = '55000';
  end if;
  return new;
end $$;
--> statement-breakpoint
create trigger ledger_transactions_month before insert on ledger_transactions for each row execute function closed_stays_closed();
