import { rawSql } from "@/db/client";
import { MINUTE, SECOND } from "@/lib/kernel/clock";
import type { Stage } from "../stage";
import type { Scenario } from "./scenario";

/** The engine's tables and its process are gone; what is left is ours. */
async function loseEngine(stage: Stage): Promise<void> {
  await stage.platform.killProcess();
  const tables =
    await rawSql()`select tablename from pg_tables where schemaname = 'public' and tablename like 'engine%'`;
  await rawSql().unsafe(`truncate ${tables.map((row) => row.tablename).join(", ")}`);
  await stage.platform.startProcess();
}

export const losingScenarios: Scenario[] = [
  ...(
    [
      ["before it is paid", 0, false],
      ["as it is paid", 0, true],
      ["while it is registered", 1, true],
      ["while it is set up", 3, true],
    ] as const
  ).map(
    ([when, seconds, paid]): Scenario => ({
      label: `X-7 everything of the engine is lost ${when}`,
      async play(stage) {
        const { platform } = stage;
        const names = [stage.name("kept"), stage.name("slow-30s", "net")];
        const { orderId, payUrl } = await stage.place(names);
        if (paid) await platform.pay(payUrl);
        if (seconds > 0) await platform.run(seconds * SECOND);
        await loseEngine(stage);
        if (!paid) await platform.pay(payUrl);
        await stage.end();
        await stage.expectBought(orderId, names);
      },
    }),
  ),
  {
    label: "X-7 everything of the engine is lost again and again",
    async play(stage) {
      const names = [stage.name("again"), stage.name("timeout-not-done"), stage.name("slow-30s", "net")];
      const { orderId } = await stage.buy(names);
      for (let round = 0; round < 6; round += 1) {
        await loseEngine(stage);
        await stage.platform.run(round * MINUTE);
      }
      await stage.end();
      await stage.expectBought(orderId, names);
    },
  },
];
