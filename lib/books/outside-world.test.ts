import { eq } from "drizzle-orm";
import { describe, expect, it } from "vitest";
import { db } from "@/db/client";
import { factoryContact } from "@/db/factories";
import { bookDifferences, registrarCharges, stripeMovements } from "@/db/schema";
import { openRegistrar } from "@/lib/accounts/open-registrar";
import { DAY } from "@/lib/kernel/clock";
import { useShop } from "@/lib/orders/test-shop";
import { fetchMovements } from "./fetch-movements";
import { matchBooks } from "./match-books";
import { readUntil } from "./sources";

const shop = useShop();
const open = () => db().select().from(bookDifferences).where(eq(bookDifferences.state, "open"));

describe("the books of the outside world", () => {
  it("L-5: after a purchase, what Stripe and the registrar wrote agrees with our books, however often it is read", async () => {
    const { ctx } = shop.platform;
    await shop.buy(["booked-one.com", "booked-two.net"]);
    shop.clock.advance(4 * DAY);
    const first = await fetchMovements(ctx);
    expect(first).toMatchObject({ failed: [], movements: 1, charges: 2 });
    const fees = (await matchBooks(ctx)).fees;
    expect(fees).toBe(1);
    expect(await open()).toEqual([]);

    const again = await fetchMovements(ctx);
    expect(again.failed).toEqual([]);
    expect(await matchBooks(ctx)).toEqual({ open: 0, byCause: {}, fees: 0 });
    expect([await db().$count(stripeMovements), await db().$count(registrarCharges)]).toEqual([1, 2]);
    expect([...(await readUntil()).values()].every((at) => at.getTime() === shop.clock.now().getTime())).toBe(true);
  });

  it("L-5: a name that was bought past the platform is a charge without an order", async () => {
    const { ctx } = shop.platform;
    const { id } = await shop.activeAccount();
    const { registrar } = await openRegistrar(ctx, id);
    const costLimit = { amountMinor: 5000, currency: "USD" };
    const wish = { years: 1, contact: factoryContact, contactHandle: null, privacy: true, premium: false, costLimit };
    await registrar.register({ ...wish, name: "bought-by-hand.com" });
    await shop.world.registrar.settle();
    shop.clock.advance(4 * DAY);
    await fetchMovements(ctx);
    await matchBooks(ctx);
    expect(await open()).toMatchObject([
      { cause: "charge_without_order", nameAscii: "bought-by-hand.com", amountMinor: 1046 },
    ]);
  });

  it("L-5: a book that cannot be read is named, leaves the others read, and is read from the same place next time", async () => {
    const { ctx } = shop.platform;
    const before = await readUntil();
    shop.clock.advance(DAY);
    shop.world.registrar.failNext({ verb: "charges", mode: "unauthorised" });
    const { failed } = await fetchMovements(ctx);
    expect(failed).toHaveLength(1);
    const after = await readUntil();
    const { id } = await shop.activeAccount();
    expect(after.get("stripe")).not.toEqual(before.get("stripe"));
    expect(after.get(id)).toEqual(before.get(id));
  });
});
