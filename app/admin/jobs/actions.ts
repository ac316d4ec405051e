"use server";

import { refresh } from "next/cache";
import { z } from "zod";
import { action } from "@/app/_lib/action";
import { countWords } from "@/components/jobs/count-words";
import { requireAdmin } from "@/lib/kernel/context";
import { AppError, notFound } from "@/lib/kernel/errors";
import { getSettings } from "@/lib/settings/get-settings";
import { jobs } from "./jobs";

const input = z.object({ job: z.string().min(1).max(80) });

function jobOf(name: string) {
  const found = jobs.find(({ job }) => job === name);
  if (!found) throw notFound("job");
  return found;
}

/** Does a job's work at once, on the record under this moment. */
export const runJobNow = action({ input }, async (ctx, { job: name }) => {
  requireAdmin(ctx);
  const job = jobOf(name);
  const counts = await job.run(ctx, `now ${ctx.clock.now().toISOString()}`);
  const { currency } = await getSettings();
  refresh();
  if (!counts)
    throw new AppError(
      "conflict",
      `${job.title} has had its run of this hour. Nothing was done twice. Try again in the next.`,
    );
  return { message: `${job.title} ran: ${countWords(counts, currency)}.` };
});

/** Counts what a run would do now. */
export const dryRunJob = action({ input }, async (ctx, { job: name }) => {
  requireAdmin(ctx);
  const job = jobOf(name);
  if (!job.dryRun) throw new AppError("conflict", `What ${job.title} would do is known only by doing it.`);
  const counts = await job.dryRun(ctx, `dry ${ctx.clock.now().toISOString()}`);
  const { currency } = await getSettings();
  refresh();
  return { message: `${job.title} would do: ${countWords(counts ?? {}, currency)}. Nothing was changed.` };
});
