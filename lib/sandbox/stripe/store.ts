import type { TransactionSql } from "postgres";
import type Stripe from "stripe";
import { missingResource } from "./api-failure";
import { type HiddenByKind, idOf, type Kind, nouns, type ObjectByKind } from "./objects";
import { newStripeId } from "./stripe-id";

/** The API version whose shapes and rules the sandbox speaks. */
export const apiVersion = "2026-10-28.endive";

export type Row<K extends Kind> = { object: ObjectByKind[K]; hidden: HiddenByKind[K]; dueMs: number | null };

/** One request (or one tick) at one instant: `nowMs` does not move while it runs. */
export type Cause = { nowMs: number; requestId: string | null; idempotencyKey: string | null };

type Filter = {
  customer?: string;
  paymentIntent?: string;
  gte?: number;
  lte?: number;
  metadata?: Record<string, string>;
  /** Only what is older than this object. */
  after?: string;
  limit?: number;
};

/**
 * Objects and events within one transaction. Parameters go as text and come back as text, so the store does not depend
 * on how the given client is set up to encode json and dates.
 */
export function openStore(tx: TransactionSql, cause: Cause) {
  const read = <K extends Kind>(row: { object: string; hidden: string; due_ms: string | null }): Row<K> => ({
    object: JSON.parse(row.object) as ObjectByKind[K],
    hidden: JSON.parse(row.hidden) as HiddenByKind[K],
    dueMs: row.due_ms === null ? null : Number(row.due_ms),
  });

  async function find<K extends Kind>(kind: K, id: string, lock = false): Promise<Row<K> | undefined> {
    const rows = await tx<{ object: string; hidden: string; due_ms: string | null }[]>`
      select object::text, hidden::text, due_ms::text from sandbox.stripe_objects
      where id = ${id} and kind = ${kind} ${lock ? tx`for update` : tx``}`;
    return rows[0] && read<K>(rows[0]);
  }

  /** Finds or throws `resource_missing`: 404 for an id in the path, 400 (`param`) for one in a parameter. */
  async function get<K extends Kind>(
    kind: K,
    id: string,
    at: { lock?: boolean; param?: string } = {},
  ): Promise<Row<K>> {
    const row = await find(kind, id, at.lock);
    if (!row || (row.hidden as { deleted?: boolean }).deleted)
      throw missingResource(nouns[kind], id, at.param ?? "id", at.param ? 400 : 404);
    return row;
  }

  async function put<K extends Kind>(kind: K, row: Row<K>): Promise<void> {
    const object = row.object as {
      id: string;
      created: number;
      customer?: string | null;
      payment_intent?: string | null;
    };
    const body = JSON.stringify(object);
    const hidden = JSON.stringify(row.hidden);
    await tx`
      insert into sandbox.stripe_objects (id, kind, created, customer, payment_intent, due_ms, object, hidden)
      values (${object.id}, ${kind}, ${object.created}, ${idOf(object.customer)}, ${idOf(object.payment_intent)},
              ${row.dueMs}, ${body}::text::jsonb, ${hidden}::text::jsonb)
      on conflict (id) do update set customer = excluded.customer, payment_intent = excluded.payment_intent,
        due_ms = excluded.due_ms, object = excluded.object, hidden = excluded.hidden`;
  }

  /** Newest first. Callers page through the result: a sandbox holds thousands of objects, not millions. */
  async function list<K extends Kind>(kind: K, filter: Filter = {}): Promise<Row<K>[]> {
    const rows = await tx<{ object: string; hidden: string; due_ms: string | null }[]>`
      select object::text, hidden::text, due_ms::text from sandbox.stripe_objects
      where kind = ${kind}
        ${filter.customer ? tx`and customer = ${filter.customer}` : tx``}
        ${filter.paymentIntent ? tx`and payment_intent = ${filter.paymentIntent}` : tx``}
        ${filter.gte === undefined ? tx`` : tx`and created >= ${filter.gte}`}
        ${filter.lte === undefined ? tx`` : tx`and created <= ${filter.lte}`}
        ${filter.metadata ? tx`and object -> 'metadata' @> ${JSON.stringify(filter.metadata)}::text::jsonb` : tx``}
        ${filter.after ? tx`and seq < (select seq from sandbox.stripe_objects where id = ${filter.after})` : tx``}
      order by seq desc limit ${filter.limit ?? 10_000}`;
    return rows.map((row) => read<K>(row)).filter((row) => !(row.hidden as { deleted?: boolean }).deleted);
  }

  /** Records an event with a snapshot of the object, due for delivery now. */
  async function emit(type: Stripe.Event["type"], object: { id: string }): Promise<void> {
    const event = {
      id: newStripeId("evt"),
      object: "event",
      api_version: apiVersion,
      created: Math.floor(cause.nowMs / 1000),
      data: { object },
      livemode: false,
      request: { id: cause.requestId, idempotency_key: cause.idempotencyKey },
      type,
    };
    const body = JSON.stringify(event);
    await tx`insert into sandbox.stripe_events (id, type, created, body, due_ms)
      values (${event.id}, ${type}, ${event.created}, ${body}::text::jsonb, ${cause.nowMs})`;
  }

  return { tx, cause, now: Math.floor(cause.nowMs / 1000), find, get, put, list, emit };
}

export type Store = ReturnType<typeof openStore>;
