import { sql } from "drizzle-orm";
import { db } from "@/db/client";
import { DAY } from "@/lib/kernel/clock";
import type { Scenario } from "./scenario";

export const cartScenarios: Scenario[] = [
  {
    label: "M-1 two of three are registered",
    async play(stage) {
      const [first, second, third] = [stage.name("first"), stage.name("policy"), stage.name("third", "net")];
      const { orderId } = await stage.buy([first, second, third]);
      await stage.end();
      await stage.expectOrder(orderId, { state: "completed", held: 0, owed: 0, taken: await stage.due(orderId) });
      const { items } = await stage.standing(orderId);
      stage.expect(
        [items[first], items[second], items[third]],
        ["registered", "refused:policy", "registered"],
        "items",
      );
    },
  },
  {
    label: "M-2 one of three is pending for three days",
    async play(stage) {
      const names = [stage.name("quick"), stage.name("pending-3d"), stage.name("swift", "net")];
      const { orderId } = await stage.buy(names);
      await stage.end();
      await stage.expectBought(orderId, names);
    },
  },
  {
    label: "M-2 one of three is pending beyond the hold",
    long: true,
    async play(stage) {
      const names = [stage.name("quick"), stage.name("pending-8d"), stage.name("swift", "net")];
      const { orderId } = await stage.buy(names);
      await stage.platform.run(7.1 * DAY);
      const { taken, held } = await stage.standing(orderId);
      stage.expect(taken, await stage.due(orderId), "taken in time for what was delivered");
      stage.expect(held > 0, true, "a hold for the one in flight");
      await stage.end();
      await stage.expectBought(orderId, names);
    },
  },
  {
    label: "M-2 one of three is pending beyond the hold, and is refused in the end",
    long: true,
    async play(stage) {
      const names = [stage.name("quick"), stage.name("pending-8d-refused-later"), stage.name("swift", "net")];
      const { orderId } = await stage.buy(names);
      await stage.end();
      await stage.expectOrder(orderId, { state: "completed", held: 0, owed: 0, taken: await stage.due(orderId) });
      const { items } = await stage.standing(orderId);
      stage.expect(Object.values(items).sort(), ["refused:unavailable", "registered", "registered"], "items");
    },
  },
  ...["out:sandbox:register:before", "out:sandbox:register:after", "tx:record-answer:after-commit"].flatMap((point) =>
    [2, 3].map(
      (occurrence): Scenario => ({
        label: `M-3 crash at ${point}, item ${occurrence}`,
        async play(stage) {
          const names = [stage.name("one"), stage.name("two"), stage.name("three", "net")];
          stage.faults.plan({ point, occurrence, kind: "crash" });
          const { orderId } = await stage.buy(names);
          await stage.end();
          stage.expect(stage.faults.struck.length, 1, "crashes");
          stage.expect((await stage.standing(orderId)).asked.length >= 3, true, "an operation for each item");
          await stage.expectBought(orderId, names);
        },
      }),
    ),
  ),
  {
    label: "M-4 tax that does not divide evenly",
    async play(stage) {
      const names = [stage.name("a"), stage.name("b"), stage.name("c", "net"), stage.name("policy")];
      const { orderId } = await stage.buy(names);
      await stage.end();
      const [row] = await db().execute<{
        items: number;
        order: number;
        tax: number;
      }>(sql`select o.tax_minor as tax, o.total_minor as order,
        (select sum(price_minor + tax_minor)::int from order_items where order_id = o.id) as items from orders o where o.id = ${orderId}`);
      stage.expect(row?.items, row?.order, "the sum of the items");
      stage.expect((row?.tax ?? 0) > 0, true, "there is tax");
      stage.expect((await stage.standing(orderId)).taken, await stage.due(orderId), "taken");
    },
  },
];
