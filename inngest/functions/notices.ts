import type { Inngest } from "inngest";
import { runNotices } from "@/lib/notices/run-notices";
import { stepCtx } from "../runtime-clock";

/** Every hour: mail that time alone makes due, to registrants and merchants. */
export const noticesHourly = (inngest: Inngest.Any) =>
  inngest.createFunction({ id: "notices", retries: 3, triggers: [{ cron: "7 * * * *" }] }, ({ step }) =>
    step.run("run", () => runNotices(stepCtx("notices"))),
  );
