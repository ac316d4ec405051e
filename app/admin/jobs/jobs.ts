import { booksJob, nightlyBooks } from "@/lib/books/nightly-books";
import { type JobCounts, runJob } from "@/lib/jobs/run-job";
import type { Ctx } from "@/lib/kernel/context";
import { runNotices } from "@/lib/notices/run-notices";
import { checkInvariants } from "@/lib/reconcile/check-invariants";
import { findViolations } from "@/lib/reconcile/find-violations";
import { sweepPaymentEvents } from "@/lib/reconcile/sweep-payment-events";
import { sweepStalled } from "@/lib/reconcile/sweep-stalled";
import { syncJob, syncOnRecord } from "@/lib/reconcile/sync-on-record";
import { invoiceDueRenewals } from "@/lib/renewals/invoice-due-renewals";
import { renewalJob } from "@/lib/renewals/run-renewals";
import { importPricesJob } from "@/lib/tlds/import-prices-job";

/**
 * Work on a schedule that a person may also start by its name (CO-41). `functionId` is the durable
 * function that has its times.
 */
export type Job = {
  job: string;
  functionId: string;
  title: string;
  what: string;
  run: (ctx: Ctx, period: string) => Promise<JobCounts | null>;
  /** Counts what a run would do, and changes nothing. Absent where that cannot be known without doing it. */
  dryRun?: (ctx: Ctx, period: string) => Promise<JobCounts | null>;
};

export const jobs: Job[] = [
  {
    job: renewalJob,
    functionId: "renewals",
    title: "Renewal invoices",
    what: "Invoices every renewal that is due, by the schedule in the settings.",
    run: (ctx, period) => runJob(ctx, { job: renewalJob, period }, () => invoiceDueRenewals(ctx)),
    dryRun: (ctx, period) =>
      runJob(ctx, { job: renewalJob, period, dryRun: true }, () => invoiceDueRenewals(ctx, { dryRun: true })),
  },
  {
    job: "notices",
    functionId: "notices",
    title: "Notices",
    what: "Writes and sends the mail that time makes due, to registrants and merchants.",
    run: (ctx) => runNotices(ctx),
    dryRun: (ctx) => runNotices(ctx, { dryRun: true }),
  },
  {
    job: booksJob,
    functionId: "match-books",
    title: "Books",
    what: "Reads what Stripe and the registrars wrote, and lays it beside our books.",
    run: (ctx, period) => nightlyBooks(ctx, { period }),
    dryRun: (ctx, period) => nightlyBooks(ctx, { period, dryRun: true }),
  },
  {
    job: "import-prices",
    functionId: "import-prices",
    title: "Price lists",
    what: "Reads what the registrars ask for each ending.",
    run: (ctx, period) => importPricesJob(ctx, { period }),
  },
  {
    job: syncJob,
    functionId: syncJob,
    title: "Registrar accounts",
    what: "Lays the registrars' lists beside our names: ends that moved, and names that left.",
    run: (ctx, period) => syncOnRecord(ctx, { period }),
    dryRun: (ctx, period) => syncOnRecord(ctx, { period, dryRun: true }),
  },
  {
    job: "reconcile",
    functionId: "reconcile",
    title: "Promises",
    what: "Finds lost events, moves on what is stuck, and asks every promise.",
    run: (ctx, period) =>
      runJob(ctx, { job: "reconcile", period }, async () => {
        const { found } = await sweepPaymentEvents(ctx);
        const { sent } = await sweepStalled(ctx);
        const { findings } = await checkInvariants(ctx);
        return { events: found, stalled: sent, findings };
      }),
    dryRun: (ctx, period) =>
      runJob(ctx, { job: "reconcile", period, dryRun: true }, async () => ({
        findings: (await findViolations(ctx.clock.now())).length,
      })),
  },
];
