import type { Inngest } from "inngest";
import { importActivePrices } from "@/lib/tlds/import-active-prices";
import { stepCtx } from "../runtime-clock";

/** Daily: what the active registrar asks, so that no price is older than it may be. */
export const importPricesDaily = (inngest: Inngest.Any) =>
  inngest.createFunction({ id: "import-prices", retries: 5, triggers: [{ cron: "0 3 * * *" }] }, ({ step }) =>
    step.run("import", () => importActivePrices(stepCtx("import-prices"))),
  );
