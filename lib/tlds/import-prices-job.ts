import { type JobCounts, runJob } from "@/lib/jobs/run-job";
import type { Ctx } from "@/lib/kernel/context";
import { importActivePrices } from "./import-active-prices";

/** The import of all price lists as a job on the record; null when the period has had its run. */
export function importPricesJob(ctx: Ctx, { period }: { period: string }): Promise<JobCounts | null> {
  return runJob(ctx, { job: "import-prices", period }, async () => {
    const imports = await importActivePrices(ctx);
    const sum = (of: (each: (typeof imports)[number]) => number) =>
      imports.reduce((total, each) => total + of(each), 0);
    return {
      listed: sum((each) => each.listed),
      changed: sum((each) => each.changed.length),
      added: sum((each) => each.added.length),
      refused: sum((each) => each.refused.length),
    };
  });
}
