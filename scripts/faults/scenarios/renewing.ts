import { eq, sql } from "drizzle-orm";
import { db } from "@/db/client";
import { domains } from "@/db/schema";
import { matchBooks } from "@/lib/books/match-books";
import { nightlyBooks } from "@/lib/books/nightly-books";
import { postProposals } from "@/lib/books/post-proposals";
import { DAY, HOUR, later, MINUTE } from "@/lib/kernel/clock";
import { AppError, ProviderError } from "@/lib/kernel/errors";
import { chargeInvoice } from "@/lib/orders/charge-invoice";
import { payInvoice } from "@/lib/orders/pay-invoice";
import { returnFromPayment } from "@/lib/orders/return-from-payment";
import { invoiceDueRenewals } from "@/lib/renewals/invoice-due-renewals";
import { observeEndings } from "@/lib/renewals/observe-endings";
import { gained, renewByCard } from "../errand-flows";
import { type Holding, holdName, merchantWithCard } from "../holdings";
import type { Stage } from "../stage";
import type { Scenario } from "./scenario";

const declines = "pm_card_chargeCustomerFail";

async function hold(stage: Stage, spelling: string, inDays: number, { card = "pm_card_visa", ...given } = {}) {
  const member = await merchantWithCard(stage.platform, card);
  return { member, held: await holdName(stage.platform, member, stage.name(spelling), inDays, given) };
}

async function expectRenewed(stage: Stage, { id, name, expiresAt }: Holding, charged = ["renew"]): Promise<void> {
  stage.expect(await gained(stage, name, expiresAt), { years: charged.length, charged }, `${name} at the registrar`);
  const [row] = await db().execute<{ state: string; paid: number }>(sql`select
    (select registration from domains where id = ${id}) as state,
    (select count(*) from invoices v join invoice_lines l on l.invoice_id = v.id where l.domain_id = ${id} and v.state = 'paid')::int as paid`);
  stage.expect([row?.state, row?.paid], ["active", charged.length], `${name} and its paid invoices here`);
}

async function expectKept(stage: Stage, held: Holding, taken = 0): Promise<void> {
  stage.expect((await gained(stage, held.name, held.expiresAt)).charged, [], "charges of the registrar");
  const [row] = await db().execute<{
    kept: number;
  }>(sql`select coalesce(sum(p.captured_minor - p.refunded_minor), 0)::int as kept
    from payments p where p.order_id in (select order_id from order_items where domain_id = ${held.id})`);
  stage.expect(row?.kept, taken, "what was kept of the money");
}

const invoicesOf = (id: string) =>
  db().execute<{ id: string; kind: string; state: string }>(sql`select v.id, v.kind, v.state from invoices v
    join invoice_lines l on l.invoice_id = v.id where l.domain_id = ${id} order by v.issued_at, v.number`);
const casesOf = async (name: string) =>
  (
    await db().execute<{ kind: string }>(sql`select kind from cases where facts ->> 'name' = ${name} order by kind`)
  ).map(({ kind }) => kind);

/** Ways in which the registrar's answer to a renewal goes wrong, and the year is bought once all the same. */
const mishaps = [
  ...["timeout-done", "timeout-not-done", "garbage", "garbage-not-done", "error-500", "error-500-done", "duplicate"],
  ...["rate-limited", "listing-lag", "slow-30s"],
];

export const renewingScenarios: Scenario[] = [
  {
    label: "N-1 the sweep missed days",
    async play(stage) {
      const { held } = await hold(stage, "missed", 50);
      await stage.platform.killProcess();
      stage.platform.clock.advance(9 * DAY);
      await stage.platform.startProcess();
      await stage.platform.run(2 * DAY, async () => (await invoicesOf(held.id)).some(({ state }) => state === "paid"));
      await expectRenewed(stage, held);
    },
  },
  {
    label: "N-2 three workers sweep at once, and all invoices of a merchant are charged at once",
    async play(stage) {
      const { platform } = stage;
      const { member, held } = await hold(stage, "first", 40);
      const others = ["second", "third", "fourth"].map((each, at) => [stage.name(each), 41 + at] as const);
      const names = [held];
      for (const [name, inDays] of others) names.push(await holdName(platform, member, name, inDays));
      await platform.inProcess(() => Promise.all([1, 2, 3].map(() => invoiceDueRenewals(platform.ctx))));
      const invoices = (await Promise.all(names.map(({ id }) => invoicesOf(id)))).flat();
      const charge = (invoiceId: string) =>
        chargeInvoice(platform.ctx, { invoiceId }).catch((error) => {
          // The ladder charges them at the same moment; whoever comes second does not know the answer yet.
          if (!(error instanceof ProviderError)) throw error;
        });
      await platform.inProcess(() => Promise.all(invoices.map(({ id }) => charge(id))));
      for (const { id } of names) await renewByCard(platform, id);
      for (const name of names) await expectRenewed(stage, name);
    },
  },
  {
    label: "N-3 paid on the page and by the saved card",
    async play(stage) {
      const { platform } = stage;
      const { member, held } = await hold(stage, "twice", 40, { card: declines });
      await platform.inProcess(() => invoiceDueRenewals(platform.ctx));
      const [invoice] = await invoicesOf(held.id);
      const pay = async () => {
        try {
          return await platform.inProcess(() => payInvoice(member.ctx, { invoiceId: invoice!.id }));
        } catch (error) {
          if (error instanceof AppError) return null;
          throw error;
        }
      };
      const pages = await Promise.all([pay(), pay(), platform.settle().then(() => null)]);
      for (const page of pages) if (page) await platform.pay(page.payUrl);
      for (const page of pages) if (page) await returnFromPayment(member.ctx, { orderId: page.orderId });
      await renewByCard(platform, held.id);
      await expectRenewed(stage, held);
      const [row] = await db().execute<{ kept: number; due: number }>(sql`select
        (select sum(captured_minor - refunded_minor)::int from payments p join orders o on o.id = p.order_id where o.invoice_id = ${invoice!.id}) as kept,
        (select total_minor from invoices where id = ${invoice!.id}) as due`);
      stage.expect(row?.kept, row?.due, "what was kept of the money");
    },
  },
  ...mishaps.map(
    (fault): Scenario => ({
      label: `N-4 renew-${fault}`,
      long: fault.endsWith("not-done") || fault === "error-500",
      async play(stage) {
        const { held } = await hold(stage, `renew-${fault}`, 40);
        await renewByCard(stage.platform, held.id);
        await expectRenewed(stage, held);
      },
    }),
  ),
  {
    label: "N-4 renew-other-owner",
    long: true,
    async play(stage) {
      const { held } = await hold(stage, "renew-other-owner", 40);
      await renewByCard(stage.platform, held.id, DAY);
      await expectKept(stage, held);
      stage.expect((await casesOf(held.name)).includes("outcome_unseen"), true, "a person who was asked");
    },
  },
  {
    label: "N-4 renew-refused-later",
    async play(stage) {
      const { held } = await hold(stage, "renew-refused-later", 40);
      await renewByCard(stage.platform, held.id, DAY);
      await expectKept(stage, held);
    },
  },
  {
    label: "N-5 the registrar renews by itself before anybody has paid",
    long: true,
    async play(stage) {
      const { platform } = stage;
      const { held } = await hold(stage, "unasked", 36, {
        card: declines,
        registrarAutoRenew: true,
        registrarAutoRenewPolicy: "on",
      } as never);
      await platform.inProcess(() => invoiceDueRenewals(platform.ctx));
      await platform.run(4 * DAY);
      const kinds = (await invoicesOf(held.id)).map(({ kind, state }) => `${kind} ${state}`);
      stage.expect(kinds, ["renewal void", "receivable open"], "invoices");
      stage.expect(
        (await gained(stage, held.name, held.expiresAt)).charged,
        ["auto_renew"],
        "charges of the registrar",
      );
      stage.expect((await casesOf(held.name)).includes("renewed_unpaid"), true, "a case that it is unpaid");
    },
  },
  {
    label: "N-6 the registrar renews what nobody wanted",
    long: true,
    async play(stage) {
      const { held } = await hold(stage, "unwanted", 36, { autoRenew: false, registrarAutoRenew: true } as never);
      stage.platform.world.registrar.setOutage(true);
      await stage.platform.run(2 * DAY);
      stage.platform.world.registrar.setOutage(false);
      await stage.platform.run(2 * DAY);
      stage.expect((await casesOf(held.name)).includes("renewed_unpaid"), true, "a case that shows the cost");
      stage.expect(await invoicesOf(held.id), [], "invoices");
    },
  },
  {
    label: "N-7 it is paid, and can only be restored",
    async play(stage) {
      const { member, held } = await hold(stage, "redemption", 40);
      const at = later(stage.platform.clock.now(), -50 * DAY);
      await stage.platform.world.registrar.putDomains([{ name: held.name, expiresAt: at }]);
      await renewByCard(stage.platform, held.id, 2 * HOUR);
      await expectKept(stage, held);
      const told = await db().execute(
        sql`select from notices where merchant_id = ${member.merchant.id} and sent_at is not null`,
      );
      stage.expect(told.length > 0, true, "the merchant was told");
      // As the next reading of the name takes over.
      await db().update(domains).set({ expiresAt: at, registration: "redemption" }).where(eq(domains.id, held.id));
    },
  },
  {
    label: "N-8 it is paid, and the registrar is down until six days before the end",
    long: true,
    async play(stage) {
      const { held } = await hold(stage, "late", 9);
      stage.platform.world.registrar.setOutage(true);
      await renewByCard(stage.platform, held.id, 3 * DAY);
      stage.expect((await casesOf(held.name)).includes("renewal_late"), true, "an alarm a week before the end");
      stage.platform.world.registrar.setOutage(false);
      await renewByCard(stage.platform, held.id);
      await expectRenewed(stage, held);
    },
  },
  {
    label: "N-9 its merchant lets it expire while it is queued",
    async play(stage) {
      const { held } = await hold(stage, "changed", 40);
      stage.faults.at("out:sandbox:domain:before", async () => {
        await db().update(domains).set({ autoRenew: false }).where(eq(domains.id, held.id));
        return undefined;
      });
      await renewByCard(stage.platform, held.id, 6 * HOUR);
      await expectKept(stage, held);
    },
  },
  {
    label: "N-10 the registrar asks more than when it was invoiced",
    async play(stage) {
      const { platform } = stage;
      const { held } = await hold(stage, "renew-price-rise", 40);
      await renewByCard(platform, held.id);
      await expectRenewed(stage, held);
      const month = platform.clock.now().toISOString().slice(0, 7);
      await nightlyBooks(platform.ctx, { period: `after ${held.name}` });
      await postProposals(platform.ctx, { month, cause: "wrong_amount" });
      stage.expect(
        (await matchBooks(platform.ctx, { month })).byCause.wrong_amount ?? 0,
        0,
        "differences in the books",
      );
    },
  },
  {
    label: "N-11 the last minutes before the end, and the first after it",
    async play(stage) {
      const { platform } = stage;
      const { held } = await hold(stage, "midnight", 1, { autoRenew: false, observedAt: null } as never);
      const registration = async () =>
        (await db().select().from(domains).where(eq(domains.id, held.id)))[0]?.registration;
      platform.clock.set(later(held.expiresAt, -MINUTE));
      await platform.inProcess(() => observeEndings(platform.ctx));
      stage.expect(await registration(), "active", "a minute before its end it");
      platform.clock.set(later(held.expiresAt, 21 * HOUR));
      await platform.inProcess(() => observeEndings(platform.ctx));
      stage.expect(await registration(), "expired", "after its end it");
    },
  },
];
