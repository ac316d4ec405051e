import { type JobCounts, runJob } from "@/lib/jobs/run-job";
import type { Ctx } from "@/lib/kernel/context";
import { foreseeCards } from "./foresee-cards";

/** Looks once a day which saved cards will not last, since it reads every name. */
export function foreseeCardsDaily(ctx: Ctx): Promise<JobCounts | null> {
  const period = ctx.clock.now().toISOString().slice(0, 10);
  return runJob(ctx, { job: "card-foresight", period }, () => foreseeCards(ctx));
}
