import type postgres from "postgres";
import { makeDomain, makeMember, makeOrder, makeRegistrarAccount } from "@/db/factories";
import { DAY, HOUR, later, ManualClock, MINUTE } from "@/lib/kernel/clock";

const clock = new ManualClock();
export const now = clock.now();
export const ago = (ms: number) => later(now, -ms).toISOString();

export type SoundIds = Awaited<ReturnType<typeof makeSoundBooks>>;

/** A sound order that was delivered and paid, an open one that is held, and another merchant: nothing to be found in them. */
export async function makeSoundBooks(sql: postgres.Sql) {
  const account = await makeRegistrarAccount({ active: true });
  const [member, other] = [await makeMember({ clock }), await makeMember({ clock })];
  const of = { merchantId: member.merchant.id, placedByUserId: member.user.id, registrarAccountId: account.id };
  const ended = { endedAt: later(now, -HOUR), updatedAt: later(now, -HOUR) };
  const placedAt = later(now, -2 * HOUR);
  const done = await makeOrder({
    ...of,
    placedAt,
    names: [{ nameAscii: "sound.com", state: "registered", ...ended, startedAt: placedAt }],
    state: "completed",
    heldAt: placedAt,
    ...ended,
    payment: { state: "captured", capturedMinor: 1499, intentId: "pi_done", heldAt: placedAt, ...ended },
  });
  const open = await makeOrder({
    ...of,
    placedAt,
    names: [{ nameAscii: "underway.com", state: "registering", startedAt: later(now, -MINUTE) }],
    state: "fulfilling",
    heldAt: placedAt,
    payment: { state: "held", intentId: "pi_open", heldAt: placedAt, captureBefore: later(now, 6 * DAY) },
  });
  const domain = await makeDomain({
    nameAscii: "sound.com",
    merchantId: member.merchant.id,
    registrarAccountId: account.id,
    orderItemId: done.items[0]!.id,
  });
  const ids = {
    done: done.order.id,
    doneItem: done.items[0]!.id,
    donePayment: done.payment.id,
    domain: domain.id,
    open: open.order.id,
    openItem: open.items[0]!.id,
    openPayment: open.payment.id,
    merchant: member.merchant.id,
    other: other.merchant.id,
  };
  await sql.begin(async (tx) => {
    await tx`insert into operations (id, verb, provider, subject_id, order_id, key, state, provider_ref, created_at, settled_at)
      values ('opn_done', 'register', 'sandbox', ${ids.doneItem}, ${ids.done}, 'k1', 'confirmed', 'r1', ${ago(2 * HOUR)}, ${ago(HOUR)}),
             ('opn_open', 'register', 'sandbox', ${ids.openItem}, ${ids.open}, 'k2', 'sent', 'r2', ${ago(MINUTE)}, null)`;
    await tx`insert into timeline (at, merchant_id, order_id, side, fact)
      values (${ago(HOUR)}, ${ids.merchant}, ${ids.done}, 'money', 'payment_captured')`;
    for (const [id, kind, key, account_, amount] of [
      ["ltx_1", "capture", "stripe:capture:pi_done", "stripe", 1499],
      ["ltx_2", "registrar_charge", "sandbox:register:opn_done", "registrar_cost", 1000],
    ] as const) {
      await tx`insert into ledger_transactions (id, at, kind, external_key, order_id) values (${id}, ${ago(HOUR)}, ${kind}, ${key}, ${ids.done})`;
      await tx`insert into ledger_entries (transaction_id, account, amount_minor, currency)
        values (${id}, ${account_}, ${amount}, 'USD'), (${id}, 'sales', ${-amount}, 'USD')`;
    }
  });
  return ids;
}
