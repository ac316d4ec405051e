import { eq } from "drizzle-orm";
import { beforeEach, describe, expect, it } from "vitest";
import { db } from "@/db/client";
import { settings, tlds } from "@/db/schema";
import { changeCartLine } from "./change-cart-line";
import { noCookie, useShop } from "./test-shop";

const shop = useShop();
const set = (key: "autoRenewDefault" | "privacyDefault", value: boolean) =>
  db().insert(settings).values({ key, value, updatedAt: shop.clock.now() });

beforeEach(async () => {
  await db().delete(settings);
});

describe("what a buyer may choose", () => {
  it("X-8: to renew by itself is the platform's default until the buyer says otherwise, and a changed default touches nothing that is", async () => {
    const member = await shop.platform.merchant();
    await shop.buy(["default-on.com"], { member });
    const bought = (await shop.domain("default-on.com"))!;
    const [line] = (await shop.fill(member, ["in-cart-before.com"])).lines;
    expect([bought.autoRenew, line!.autoRenew]).toEqual([true, true]);
    await set("autoRenewDefault", false);
    const after = await shop.fill(member, ["in-cart-after.com"]);
    expect(after.lines.map((each) => [each.nameAscii, each.autoRenew])).toEqual([
      ["in-cart-before.com", true],
      ["in-cart-after.com", false],
    ]);
    expect((await shop.domain("default-on.com"))!.autoRenew).toBe(true);
    const wanted = await changeCartLine(member.ctx, { ...noCookie, lineId: after.lines[1]!.id, autoRenew: true });
    expect(wanted.lines[1]).toMatchObject({ autoRenew: true });
  });

  it("PE-25: the registrant is kept private wherever the registry allows it, and where it does not the choice is refused with the reason", async () => {
    const { view } = await shop.buy(["kept-private.com"]);
    expect(view.state).toBe("completed");
    expect(await shop.domain("kept-private.com")).toMatchObject({ privacy: true });
    await db().update(tlds).set({ privacy: false }).where(eq(tlds.tld, "net"));
    const member = await shop.platform.merchant();
    const { lines } = await shop.fill(member, ["shown-to-all.net", "my-choice.com"]);
    expect(lines).toMatchObject([
      { privacy: false, privacyPossible: false },
      { privacy: true, privacyPossible: true },
    ]);
    await expect(
      changeCartLine(member.ctx, { ...noCookie, lineId: lines[0]!.id, privacy: true }),
    ).rejects.toMatchObject({ message: "The registry of .net does not allow privacy. Nothing was changed." });
    const { lines: after } = await changeCartLine(member.ctx, { ...noCookie, lineId: lines[1]!.id, privacy: false });
    expect(after.map(({ privacy }) => privacy)).toEqual([false, false]);
  });
});
