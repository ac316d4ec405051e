import { eq, sql } from "drizzle-orm";
import { beforeAll, describe, expect, it } from "vitest";
import { db } from "@/db/client";
import { makeAdmin } from "@/db/factories";
import { bookDifferences, domainSetup } from "@/db/schema";
import { nightlyBooks } from "@/lib/books/nightly-books";
import { DAY, HOUR } from "@/lib/kernel/clock";
import type { Ctx } from "@/lib/kernel/context";
import { useShop } from "@/lib/orders/test-shop";
import { giveBackName } from "./give-back-name";

const shop = useShop();
let admin: Ctx;
beforeAll(async () => {
  admin = (await makeAdmin({ clock: shop.clock })).ctx;
});

async function bought(name: string) {
  const { orderId, ctx } = await shop.buy([name]);
  const [item] = await shop.items(orderId);
  return { orderId, ctx, itemId: item!.id, domain: (await shop.domain(name))! };
}
const charged = async (name: string) => (await shop.charges(name)).map(({ verb, amountMinor }) => [verb, amountMinor]);

describe("AN-31: a name within its add grace period", () => {
  it("is given back once, its cost returns, and the books find the credit", async () => {
    const { itemId, domain } = await bought("second-thoughts.com");
    shop.clock.advance(2 * DAY);
    shop.world.registrar.failNext({ verb: "delete", mode: "timeout-done", name: "second-thoughts.com" });
    await giveBackName(admin, { itemId });
    await giveBackName(admin, { itemId });
    await shop.setUp(domain.id);
    expect(await shop.domain("second-thoughts.com")).toMatchObject({ registration: "cancelled", autoRenew: false });
    expect(await charged("second-thoughts.com")).toEqual([
      ["register", 1046],
      ["delete", -1046],
    ]);
    const steps = await db().select().from(domainSetup).where(eq(domainSetup.domainId, domain.id));
    expect(steps.map(({ state }) => state)).not.toContain("failed");
    await expect(giveBackName(admin, { itemId })).rejects.toMatchObject({ code: "not_found" });
    shop.clock.advance(4 * DAY);
    await nightlyBooks(shop.platform.ctx, { period: "after-the-credit" });
    const found = await db().select().from(bookDifferences).where(eq(bookDifferences.nameAscii, "second-thoughts.com"));
    expect(found).toMatchObject([{ cause: "given_back", amountMinor: -1046, state: "open" }]);
    expect(found[0]!.proposal).not.toBeNull();
  });

  it("can be bought again by anybody", async () => {
    const { itemId, domain } = await bought("free-again.com");
    await giveBackName(admin, { itemId });
    await shop.setUp(domain.id);
    shop.clock.advance(HOUR);
    const { view } = await shop.buy(["free-again.com"]);
    expect(view.state).toBe("completed");
    const live = sql`select 1 from domains where name_ascii = 'free-again.com' and registration = 'active'`;
    expect(await db().execute(live)).toHaveLength(1);
  });

  it("is not taken back after it, nor by those who are no admin", async () => {
    const { itemId, ctx, domain } = await bought("too-late-now.com");
    await expect(giveBackName(ctx, { itemId })).rejects.toMatchObject({ code: "not_found" });
    shop.clock.advance(5 * DAY + HOUR);
    await expect(giveBackName(admin, { itemId })).rejects.toMatchObject({ code: "conflict" });
    expect((await shop.domain("too-late-now.com"))!.registration).toBe("active");
    expect(await charged("too-late-now.com")).toHaveLength(1);
    expect(await db().select().from(domainSetup).where(eq(domainSetup.domainId, domain.id))).not.toContainEqual(
      expect.objectContaining({ step: "give_back" }),
    );
  });
});
