import { and, eq } from "drizzle-orm";
import { getDocument } from "pdfjs-dist/legacy/build/pdf.mjs";
import { describe, expect, it } from "vitest";
import { db } from "@/db/client";
import { makeAdmin } from "@/db/factories";
import { invoices, notices } from "@/db/schema";
import { refundOrder } from "@/lib/orders/refund-order";
import { useShop } from "@/lib/orders/test-shop";
import { readMail } from "./read-mail";
import { sendNotice } from "./send-notice";
import { useMailServer } from "./test-mail-server";

const shop = useShop();
const mailServer = useMailServer();

const mailOf = async (merchantId: string, kind: string) =>
  (
    await db()
      .select()
      .from(notices)
      .where(and(eq(notices.merchantId, merchantId), eq(notices.kind, kind)))
  )[0]!;

/** The PDF files of the mails that a server was given, by file name. */
function filesIn(lines: readonly string[]): Map<string, Buffer> {
  const files = new Map<string, Buffer>();
  const text = lines.join("\n");
  for (const [, name, base64] of text.matchAll(/filename=("?[^"\n;]+"?)(?:\nContent-[^\n]*)*\n([\w+/=\n]+)\n--/g))
    files.set(name!.replaceAll('"', ""), Buffer.from(base64!, "base64"));
  return files;
}

async function wordsOf(pdf: Buffer): Promise<string> {
  const doc = await getDocument({ data: new Uint8Array(pdf), useSystemFonts: false }).promise;
  const content = await (await doc.getPage(1)).getTextContent();
  return content.items.map((item) => ("str" in item ? item.str : "")).join(" ");
}

describe("AN-19: the document of a mail", () => {
  it("goes with it as a PDF whose total is what was taken, and the mailbox opens it", async () => {
    const lines = await mailServer();
    const { orderId, merchant } = await shop.buy(["with-receipt.com"]);
    const [receipt] = await db().select().from(invoices).where(eq(invoices.orderId, orderId));
    const { id } = await mailOf(merchant.id, "order_outcome");
    await sendNotice(shop.platform.ctx, { noticeId: id });
    const [[name, pdf] = ["", Buffer.alloc(0)]] = filesIn(lines);
    expect(name).toBe(`${receipt!.number}.pdf`);
    const words = await wordsOf(pdf);
    expect(words).toContain(receipt!.number);
    expect(words).toContain("13.99");
    const { ctx } = await makeAdmin({ clock: shop.clock });
    expect((await readMail(ctx, id)).documents).toEqual([{ invoiceId: receipt!.id, number: receipt!.number }]);
  });

  it("is the credit note where money goes back", async () => {
    const lines = await mailServer();
    const { ctx: admin } = await makeAdmin({ clock: shop.clock });
    const { orderId, merchant } = await shop.buy(["with-note.com"]);
    await refundOrder(admin, { orderId, amountMinor: 399, reason: "For the wait", to: "card" });
    const mail = await mailOf(merchant.id, "refund");
    expect(mail.subject).toBe("3.99 USD goes back to your card");
    await sendNotice(shop.platform.ctx, { noticeId: mail.id });
    const [[name, pdf] = ["", Buffer.alloc(0)]] = filesIn(lines);
    const [note] = await db()
      .select()
      .from(invoices)
      .where(and(eq(invoices.merchantId, merchant.id), eq(invoices.kind, "credit_note")));
    expect(name).toBe(`${note!.number}.pdf`);
    expect(await wordsOf(pdf)).toContain("3.99");
  });

  it("is none where nothing was charged, and one that cannot be drawn does not keep the mail back", async () => {
    const lines = await mailServer();
    const { merchant } = await shop.buy(["tea-policy.com"]);
    const failed = await mailOf(merchant.id, "order_outcome");
    expect(failed.invoiceIds).toEqual([]);
    await db()
      .update(notices)
      .set({ invoiceIds: ["inv_nowhere"] })
      .where(eq(notices.id, failed.id));
    await sendNotice(shop.platform.ctx, { noticeId: failed.id });
    expect(filesIn(lines).size).toBe(0);
    expect(lines.join("\n")).toContain(`Subject: ${failed.subject.slice(0, 20)}`);
  });
});
