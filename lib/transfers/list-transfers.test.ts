import { describe, expect, it } from "vitest";
import { makeOrder } from "@/db/factories";
import { DAY, later } from "@/lib/kernel/clock";
import { orderTransfer } from "@/lib/orders/order-transfer";
import { returnFromPayment } from "@/lib/orders/return-from-payment";
import { listTransfers } from "./list-transfers";
import { resendTransferMail } from "./resend-transfer-mail";
import { useTraveller } from "./test-traveller";

const traveller = useTraveller();

describe("the list of transfers", () => {
  it("shows what moves first, then the newest, each with what it awaits or how it ended", async () => {
    const { ctx, merchant, user } = await traveller.platform.merchant();
    const registrarAccountId = (await traveller.account()).id;
    const now = traveller.clock.now();
    const make = (nameAscii: string, item: object, order: object = {}) =>
      makeOrder({
        merchantId: merchant.id,
        placedByUserId: user.id,
        registrarAccountId,
        captureMode: "at_start",
        names: [{ nameAscii, kind: "transfer", ...item }],
        placedAt: now,
        ...order,
      });
    const held = { state: "fulfilling", heldAt: later(now, -2 * DAY) };
    await make("elsewhere-moving.com", { state: "registering", stage: "owner", stageSince: now }, held);
    await make(
      "elsewhere-code.com",
      {
        state: "registering",
        stage: "owner",
        failureReason: "auth_code",
        failureMessage: "The code was refused.",
      },
      held,
    );
    const ended = { endedAt: now, heldAt: later(now, -7 * DAY) };
    await make("elsewhere-done.com", { state: "registered", endedAt: now }, { state: "completed", ...ended });
    const failed = { state: "refused", endedAt: now, failureReason: "locked", failureMessage: "It was locked." };
    await make("elsewhere-failed.com", failed, { state: "failed", ...ended });

    const { rows, total } = await listTransfers(ctx);
    expect(total).toBe(4);
    expect(rows.map(({ nameAscii, state, stage }) => [nameAscii, state, stage])).toEqual([
      ["elsewhere-code.com", "needs_code", "owner"],
      ["elsewhere-moving.com", "moving", "owner"],
      ["elsewhere-failed.com", "failed", null],
      ["elsewhere-done.com", "done", null],
    ]);
    expect(rows.map((row) => row.sentence)).toEqual([
      "The code was refused.",
      expect.stringContaining("has to click it"),
      "It was locked.",
      "It is here.",
    ]);
    expect(rows[1]?.expectedBy).toBe(later(now, 5 * DAY).toISOString());

    const first = await listTransfers(ctx, { limit: 3 });
    const rest = await listTransfers(ctx, { after: first.next ?? "", limit: 3 });
    expect([...first.rows, ...rest.rows].map((row) => row.nameAscii)).toEqual(rows.map((row) => row.nameAscii));
    expect(rest.next).toBeNull();
    const stranger = await traveller.platform.merchant();
    expect(await listTransfers(stranger.ctx)).toEqual({ rows: [], next: null, total: 0 });
  });
});

describe("the mail to the owner of a name", () => {
  it("U-13: is sent again on request while it is awaited, twice in a row at most, and only by its merchant", async () => {
    const { ctx, contact } = await traveller.platform.merchant();
    const name = "mail-elsewhere-transfer-stuck.com";
    const code = `code-${name}`;
    const { orderId, payUrl } = await orderTransfer(ctx, {
      name,
      authCode: code,
      contactId: contact.id,
      privacy: true,
    });
    const itemId = (await listTransfers(ctx)).rows[0]!.itemId;
    await expect(resendTransferMail(ctx, { itemId })).rejects.toMatchObject({ code: "conflict" });
    await traveller.platform.pay(payUrl);
    await returnFromPayment(ctx, { orderId });
    const waits = async () => (await listTransfers(ctx)).rows[0]?.stage === "owner";
    expect(await traveller.walk(orderId, 1, waits)).toBe(true);

    await resendTransferMail(ctx, { itemId });
    const stranger = await traveller.platform.merchant();
    await expect(resendTransferMail(stranger.ctx, { itemId })).rejects.toMatchObject({ code: "not_found" });
    await resendTransferMail(ctx, { itemId });
    await expect(resendTransferMail(ctx, { itemId })).rejects.toMatchObject({ code: "rate_limited" });
    // The owner of such a name answers the second mail only.
    const moved = async () => (await listTransfers(ctx)).rows[0]?.stage === "registry";
    expect(await traveller.walk(orderId, 3, moved)).toBe(true);
    await expect(resendTransferMail(ctx, { itemId })).rejects.toMatchObject({ code: "conflict" });
  });
});
