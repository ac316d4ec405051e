import { describe, expect, it } from "vitest";
import { signIn } from "@/lib/identity/sign-in";
import { systemClock } from "@/lib/kernel/clock";
import { orderView } from "@/lib/orders/order-view";
import { findViolations } from "@/lib/reconcile/find-violations";
import { factoryPassword, makeDomain, makeMember, makeOrder, makeRegistrarAccount } from "./factories";
import { useTestDatabase } from "./test-database";

useTestDatabase();
const visitor = { actor: { kind: "visitor" }, merchantId: null, clock: systemClock, requestId: "req_1" } as const;

describe("the factories", () => {
  it("make people who can sign in", async () => {
    const { user, merchant } = await makeMember();
    const input = { email: user.email, password: factoryPassword };
    const made = await signIn(visitor, input, { ip: "192.0.2.1", userAgent: "" });
    expect(made.identity).toMatchObject({ userId: user.id, merchantId: merchant.id, role: "owner" });
  });

  it("make orders and domains that the product reads and that break no invariant", async () => {
    const { user, merchant, ctx } = await makeMember();
    const account = await makeRegistrarAccount();
    const { order } = await makeOrder({
      merchantId: merchant.id,
      placedByUserId: user.id,
      registrarAccountId: account.id,
      names: ["one.com", { nameAscii: "two.co.uk", priceMinor: 900, taxMinor: 100 }],
    });
    const domain = await makeDomain({
      nameAscii: "held.shop",
      merchantId: merchant.id,
      registrarAccountId: account.id,
    });
    const view = await orderView(ctx, order.id);
    expect(view.items.map((item) => [item.nameAscii, item.tld])).toEqual([
      ["one.com", "com"],
      ["two.co.uk", "co.uk"],
    ]);
    expect([view.totalMinor, view.state, domain.tld]).toEqual([2499, "awaiting_payment", "shop"]);
    expect(await findViolations(systemClock.now())).toEqual([]);
  });
});
