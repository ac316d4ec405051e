import type postgres from "postgres";

/**
 * Has the database itself watch every commit for what must never be true even for a moment, and note it in `safety.findings`:
 * the oracles see only how things end. Also makes names that spell
 * `pending-8d` or `pending-13d` be registered after so many days, and transfers of names that spell `quick` be over sooner.
 */
export async function watchSafety(sql: postgres.Sql): Promise<void> {
  await sql.unsafe(`
    create schema if not exists safety;
    create table if not exists safety.findings (id bigserial primary key, what text not null);

    create or replace function safety.note_money() returns trigger language plpgsql as $$
    declare taken integer; delivered integer;
    begin
      select coalesce(sum(captured_minor - refunded_minor), 0) into taken from payments where order_id = new.order_id;
      -- What is taken at the start may be taken once a registrar has accepted it; what then fails is on its way back (X-4).
      select coalesce(sum(i.price_minor + i.tax_minor), 0) into delivered from order_items i join orders o on o.id = i.order_id
        where i.order_id = new.order_id and (i.state = 'registered' or (o.capture_mode = 'at_start' and exists (select from operations op
          where op.subject_id = i.id and op.verb = 'transfer' and op.provider_ref is not null)));
      if taken > delivered then
        insert into safety.findings (what) values (format('order %s: %s was taken when %s was delivered', new.order_id, taken, delivered));
      end if;
      if new.state = 'released' and old.state = 'held'
        and exists (select from order_items i join operations op on op.subject_id = i.id and op.verb = i.kind
          where i.order_id = new.order_id and i.state = 'registering' and op.state in ('sent', 'unknown'))
        and not exists (select from payments p join orders o on o.id = p.order_id where p.order_id = new.order_id
          and (p.state = 'held' or (p.state = 'captured' and o.capture_mode = 'at_start'))) then
        insert into safety.findings (what) values (format('order %s: the hold was let go with an errand in flight', new.order_id));
      end if;
      return null;
    end $$;
    create or replace trigger note_money after update on payments for each row execute function safety.note_money();

    create or replace function safety.note_delivery() returns trigger language plpgsql as $$
    begin
      if new.state = 'registered' and old.state <> 'registered' and not exists (
        select from sandbox.registrar_domains d where d.name = new.name_ascii and d.account = 'platform'
          and (new.expiry_before is null or d.expires_at > new.expiry_before + interval '300 days')) then
        insert into safety.findings (what) values (format('%s of %s was called delivered, and our account does not show it', new.kind, new.name_ascii));
      end if;
      return null;
    end $$;
    create or replace trigger note_delivery after update on order_items for each row execute function safety.note_delivery();

    create or replace function safety.note_end() returns trigger language plpgsql as $$
    begin
      if old.state <> new.state and old.state = any(tg_argv::text[]) then
        insert into safety.findings (what) values (format('%s %s went from %s to %s', tg_table_name, old.id, old.state, new.state));
      end if;
      return null;
    end $$;
    create or replace trigger note_end after update of state on orders for each row
      execute function safety.note_end('completed', 'failed', 'cancelled');
    create or replace trigger note_end after update of state on order_items for each row
      execute function safety.note_end('registered', 'refused', 'cancelled', 'fraud');
    create or replace trigger note_end after update of state on payments for each row
      execute function safety.note_end('captured', 'released', 'expired', 'failed');
    create or replace trigger note_end after update of state on operations for each row
      execute function safety.note_end('confirmed', 'refused');
    create or replace trigger note_end after update of state on invoices for each row
      execute function safety.note_end('paid', 'void', 'written_off');
    create or replace trigger note_end after update of state on refunds for each row
      execute function safety.note_end('done', 'failed');

    create or replace function safety.note_asking() returns trigger language plpgsql as $$
    begin
      if new.verb in ('register', 'renew', 'transfer', 'restore')
        and not exists (select from orders o where o.id = new.order_id and o.capture_mode = 'billed_after')
        and not exists (select from payments p join orders o on o.id = p.order_id
          left join sandbox.stripe_objects s on s.id = p.intent_id where p.order_id = new.order_id and (
            (p.state = 'held' and (s.object ->> 'status' = 'requires_capture'
              or (p.kind = 'credit' and not exists (select from payments q where q.order_id = p.order_id and q.state = 'open'))))
            or (o.capture_mode = 'at_start' and p.state = 'captured' and s.object ->> 'status' = 'succeeded'))) then
        insert into safety.findings (what) values (format('order %s: a registrar was asked to %s while nothing was held', new.order_id, new.verb));
      end if;
      return null;
    end $$;
    create or replace trigger note_asking after insert on operations for each row execute function safety.note_asking();

    create or replace function safety.ripen() returns trigger language plpgsql as $$
    begin
      if new.verb in ('register', 'renew', 'restore') then
        new.due_at := coalesce(new.submitted_at + (substring(new.name from 'pending-(8|13)d') || ' days')::interval, new.due_at);
      end if;
      -- A transfer takes five days, of which most are polls: names that spell quick take twenty minutes.
      if new.verb = 'transfer' and new.name like '%-quick-%' then
        new.due_at := least(new.due_at, new.submitted_at + interval '20 minutes');
        new.request := new.request || jsonb_build_object('ownerAt', new.submitted_at + interval '4 minutes');
      end if;
      return new;
    end $$;
    create or replace trigger ripen before insert on sandbox.registrar_operations for each row execute function safety.ripen();
  `);
}
