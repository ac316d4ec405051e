import { db } from "@/db/client";
import { Platform } from "../platform";
import { watchSafety } from "../watch-safety";
import { playYear, type YearVerdict, type YearWish } from "./play-year";
import { prepareStatements } from "./prepare-statements";

export type YearReply = { say: string } | { verdict: YearVerdict };

/** A child process that lives through a year on a database of its own, and says how it went. */
const platform = await Platform.open(process.env.DATABASE_URL!);
// Nothing of Stripe's webhooks arrives in the whole year: the platform has to know what it asked.
await watchSafety(platform.worldSql);
prepareStatements((db() as unknown as { $client: Parameters<typeof prepareStatements>[0] }).$client);

process.on("message", async (wish: YearWish) => {
  try {
    const verdict = await playYear(platform, wish, (say) => process.send?.({ say }));
    process.send?.({ verdict });
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.stack : error}\n`);
    process.exit(1);
  }
});
process.on("disconnect", () => process.exit(0));
process.send?.({ say: "the platform is open" });
