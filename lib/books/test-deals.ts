import { db } from "@/db/client";
import { makeMember, makeOrder, makeRegistrarAccount } from "@/db/factories";
import { operations } from "@/db/schema";
import { inTransaction } from "@/db/transaction";
import { post } from "@/lib/billing/post";
import { later, ManualClock, MINUTE } from "@/lib/kernel/clock";
import { type Ctx, jobCtx } from "@/lib/kernel/context";
import { newId } from "@/lib/kernel/ids";
import type { Movement } from "@/lib/providers/payments/contract";
import type { RegistrarCharge } from "@/lib/providers/registrars/contract";
import { storeCharges, storeMovements } from "./fetch-movements";

/** What a deal lacks or has otherwise: each is a fault that the match must find. */
export type DealFaults = {
  /** The registrar never charged, or another amount, currency or time. */
  charge?: Partial<{ amountMinor: number; currency: string; at: Date; externalId: string }> | null;
  movement?: Partial<Movement> | null;
  /** Nobody wrote the registrar's charge, or the capture, into the ledger. */
  costUnbooked?: boolean;
  captureUnbooked?: boolean;
  costMinor?: number;
  taxMinor?: number;
};

/** Deals as all four books have them when nothing went wrong: ours, the ledger's, Stripe's and the registrar's. */
export class Deals {
  readonly clock = new ManualClock("2026-11-10T12:00:00Z");
  readonly ctx: Ctx = jobCtx("books", this.clock);
  member!: Awaited<ReturnType<typeof makeMember>>;
  accountId!: string;

  async open(): Promise<this> {
    this.member = await makeMember({ clock: this.clock });
    this.accountId = (await makeRegistrarAccount({ active: true })).id;
    return this;
  }

  /** One order of some names, delivered, paid and booked, with the faults that were asked for. Cost 1000 and price 1499 a name. */
  async sell(names: string[], faults: DealFaults = {}) {
    const now = this.clock.now();
    const intentId = newId("payment").replace("pay", "pi");
    const { costMinor = 1000, taxMinor = 0 } = faults;
    const ended = { endedAt: now, updatedAt: now };
    const deal = await makeOrder({
      merchantId: this.member.merchant.id,
      placedByUserId: this.member.user.id,
      registrarAccountId: this.accountId,
      placedAt: later(now, -5 * MINUTE),
      state: "completed",
      heldAt: later(now, -4 * MINUTE),
      ...ended,
      names: names.map((nameAscii, nth) => ({
        nameAscii,
        state: "registered",
        startedAt: later(now, -4 * MINUTE),
        taxMinor: nth === 0 ? taxMinor : 0,
        ...ended,
      })),
      payment: { state: "captured", capturedMinor: 1499 * names.length + taxMinor, intentId, heldAt: now, ...ended },
    });
    const takenMinor = deal.payment.capturedMinor;
    for (const item of deal.items) {
      const operationId = newId("operation");
      await db()
        .insert(operations)
        .values({
          id: operationId,
          verb: "register",
          provider: "sandbox",
          subjectId: item.id,
          orderId: deal.order.id,
          key: operationId,
          state: "confirmed",
          createdAt: later(now, -MINUTE),
          settledAt: now,
        });
      if (!faults.costUnbooked)
        await this.book({
          kind: "registrar_charge",
          externalKey: `sandbox:register:${operationId}`,
          orderId: deal.order.id,
          lines: [
            { account: "registrar_cost", amountMinor: costMinor },
            { account: "registrar_payable", amountMinor: -costMinor },
          ],
        });
      if (faults.charge !== null) await this.charge(item.nameAscii, { amountMinor: costMinor, ...faults.charge });
    }
    if (!faults.captureUnbooked)
      await this.book({
        kind: "capture",
        externalKey: `stripe:capture:${intentId}`,
        orderId: deal.order.id,
        lines: [
          { account: "stripe", amountMinor: takenMinor },
          { account: "sales", amountMinor: taxMinor - takenMinor },
          { account: "tax", amountMinor: -taxMinor },
        ],
      });
    if (faults.movement !== null) await this.move({ intentId, amountMinor: takenMinor, ...faults.movement });
    return { ...deal, intentId };
  }

  async charge(
    name: string,
    given: Partial<{
      amountMinor: number;
      currency: string;
      at: Date;
      externalId: string;
      verb: RegistrarCharge["verb"];
    }> = {},
  ) {
    const { amountMinor = 1000, currency = "USD", at = this.clock.now(), verb = "register" } = given;
    const externalId = given.externalId ?? newId("run");
    await storeCharges(this.ctx, this.accountId, [{ externalId, at, verb, name, amount: { amountMinor, currency } }]);
    return externalId;
  }

  async move(given: Partial<Movement>) {
    const id = newId("run");
    await storeMovements(this.ctx, [
      {
        id,
        at: this.clock.now(),
        kind: "charge",
        sourceId: `ch_${id}`,
        intentId: null,
        amountMinor: 0,
        feeMinor: 0,
        currency: "USD",
        ...given,
      },
    ]);
    return id;
  }

  async book(posting: Pick<Parameters<typeof post>[2], "kind" | "externalKey" | "orderId" | "lines">) {
    await inTransaction("test", (tx) =>
      post(tx, this.ctx, { ...posting, merchantId: this.member.merchant.id, currency: "USD" }),
    );
  }
}
