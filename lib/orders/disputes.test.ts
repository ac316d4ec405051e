import { eq } from "drizzle-orm";
import { describe, expect, it } from "vitest";
import { db } from "@/db/client";
import { cases, disputes, domains, payments } from "@/db/schema";
import { useShop } from "./test-shop";

const shop = useShop();

describe("AN-23: a payment that a bank questions", () => {
  it("locks its names in, opens a case and says so; won, all goes on", async () => {
    const { orderId } = await shop.buy(["questioned.com"]);
    const [payment] = await db().select().from(payments).where(eq(payments.orderId, orderId));
    const dispute = await shop.world.stripe!.control.dispute(payment!.intentId!);
    await shop.handleEvents();
    const [row] = await db().select().from(disputes).where(eq(disputes.orderId, orderId));
    expect(row).toMatchObject({ state: "open", amountMinor: 1399 });
    expect((await shop.domain("questioned.com"))?.attention[0]).toMatchObject({ kind: "dispute" });
    expect(await db().select().from(cases).where(eq(cases.kind, "dispute"))).toMatchObject([
      { state: "open", orderId },
    ]);
    expect(await shop.facts(orderId)).toContain("dispute_opened");

    await shop.world.stripe!.control.closeDispute(row!.id, "won");
    await shop.handleEvents();
    const [after] = await db().select().from(disputes).where(eq(disputes.id, row!.id));
    expect(after?.state).toBe("won");
    const [domain] = await db().select().from(domains).where(eq(domains.nameAscii, "questioned.com"));
    expect(domain?.attention.some((entry) => entry.kind === "dispute")).toBe(false);
    expect(await db().select().from(cases).where(eq(cases.kind, "dispute"))).toMatchObject([{ state: "closed" }]);
    expect(dispute).toBeTruthy();
  });

  it("stays a case when it is lost", async () => {
    const { orderId } = await shop.buy(["lost-to-a-bank.com"]);
    const [payment] = await db().select().from(payments).where(eq(payments.orderId, orderId));
    await shop.world.stripe!.control.dispute(payment!.intentId!);
    await shop.handleEvents();
    const [row] = await db().select().from(disputes).where(eq(disputes.orderId, orderId));
    await shop.world.stripe!.control.closeDispute(row!.id, "lost");
    await shop.handleEvents();
    expect((await shop.domain("lost-to-a-bank.com"))?.attention[0]).toMatchObject({ kind: "dispute" });
    expect(await shop.facts(orderId)).toContain("dispute_lost");
  });
});
