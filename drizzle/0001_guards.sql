-- Double entry: at commit, each transaction's lines sum to zero in each currency.
create function ledger_sums_to_zero() returns trigger language plpgsql as $$
declare off record;
begin
  select currency, sum(amount_minor) as total into off from ledger_entries
   where transaction_id = new.transaction_id group by currency having sum(amount_minor) <> 0 limit 1;
  if found then
    raise exception 'ledger transaction % is off by % %', new.transaction_id, off.total, off.currency using errcode = '23514';
  end if;
  return null;
end $$;
--> statement-breakpoint
create constraint trigger ledger_entries_sum after insert on ledger_entries deferrable initially deferred
  for each row execute function ledger_sums_to_zero();
--> statement-breakpoint
create function refuse_change() returns trigger language plpgsql as $$
begin
  raise exception '% is append-only', tg_table_name using errcode = '55000';
end $$;
--> statement-breakpoint
create trigger ledger_transactions_append_only before update or delete on ledger_transactions for each row execute function refuse_change();
--> statement-breakpoint
create trigger ledger_entries_append_only before update or delete on ledger_entries for each row execute function refuse_change();
--> statement-breakpoint
create trigger audit_log_append_only before update or delete on audit_log for each row execute function refuse_change();
--> statement-breakpoint
create trigger timeline_append_only before update or delete on timeline for each row execute function refuse_change();
--> statement-breakpoint
-- Ended stays ended: a late or repeated message cannot bring an order, an item or an operation back (I-24).
create function ended_stays_ended() returns trigger language plpgsql as $$
begin
  raise exception '% % has ended as %, it cannot become %', tg_table_name, old.id, old.state, new.state using errcode = '55000';
end $$;
--> statement-breakpoint
create trigger orders_ended before update of state on orders for each row
  when (old.state in ('completed', 'failed', 'cancelled') and new.state <> old.state) execute function ended_stays_ended();
--> statement-breakpoint
create trigger order_items_ended before update of state on order_items for each row
  when (old.state in ('registered', 'refused', 'cancelled', 'fraud') and new.state <> old.state) execute function ended_stays_ended();
--> statement-breakpoint
create trigger operations_ended before update of state on operations for each row
  when (old.state in ('confirmed', 'refused') and new.state <> old.state) execute function ended_stays_ended();
--> statement-breakpoint
create trigger payments_ended before update of state on payments for each row
  when (old.state in ('captured', 'released', 'expired', 'failed') and new.state <> old.state) execute function ended_stays_ended();
--> statement-breakpoint
-- Screens that are looking learn of a change as it commits.
create function tell_live() returns trigger language plpgsql as $$
begin
  perform pg_notify('nameplate_live', json_build_object('merchantId', new.merchant_id, 'orderId', new.order_id, 'domainId', new.domain_id)::text);
  return null;
end $$;
--> statement-breakpoint
create trigger timeline_live after insert on timeline for each row execute function tell_live();
--> statement-breakpoint
create function tell_live_setup() returns trigger language plpgsql as $$
begin
  perform pg_notify('nameplate_live', json_build_object('merchantId', d.merchant_id, 'orderId', i.order_id, 'domainId', d.id)::text)
     from domains d left join order_items i on i.id = d.order_item_id where d.id = new.domain_id;
  return null;
end $$;
--> statement-breakpoint
create trigger domain_setup_live after insert or update on domain_setup for each row execute function tell_live_setup();
--> statement-breakpoint
create function tell_outbox() returns trigger language plpgsql as $$
begin
  perform pg_notify('nameplate_outbox', '');
  return null;
end $$;
--> statement-breakpoint
create trigger outbox_wake after insert on outbox for each statement execute function tell_outbox();
