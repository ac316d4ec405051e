import type { Inngest } from "inngest";
import { importPricesJob } from "@/lib/tlds/import-prices-job";
import { runtimeClock, stepCtx } from "../runtime-clock";

/** Daily: what the active registrar asks, so that no price is older than it may be. */
export const importPricesDaily = (inngest: Inngest.Any) =>
  inngest.createFunction({ id: "import-prices", retries: 8, triggers: [{ cron: "0 3 * * *" }] }, ({ step }) =>
    step.run("import", () =>
      importPricesJob(stepCtx("import-prices"), { period: runtimeClock().now().toISOString().slice(0, 10) }),
    ),
  );
