"use server";

import { refresh } from "next/cache";
import { z } from "zod";
import { action } from "@/app/_lib/action";
import { endInvoice, endInvoiceSchema } from "@/lib/billing/end-invoice";
import { grantCredit } from "@/lib/billing/grant-credit";
import { loadVatRates } from "@/lib/billing/load-vat-rates";
import { refundQuote } from "@/lib/billing/refund-quote";
import { AppError } from "@/lib/kernel/errors";
import { formatMoney } from "@/lib/kernel/money";
import { refundOrder } from "@/lib/orders/refund-order";
import { readAmount } from "../read-amount";

const id = z.string().min(1).max(80);
const amount = z.string().trim().max(20);

function minorOf(typed: string, currency: string): number {
  const minor = readAmount(typed, currency);
  if (minor === undefined || minor === 0)
    throw new AppError("invalid", "Nothing was changed.", {
      fields: { amount: `Write an amount of ${currency}, such as 12.99.` },
    });
  return minor;
}

export const refund = action(
  { input: z.object({ orderId: id, amount, reason: z.string().max(300), to: z.enum(["card", "credit"]) }) },
  async (ctx, { amount, ...wish }) => {
    const { currency } = await refundQuote(ctx, { orderId: wish.orderId });
    const amountMinor = minorOf(amount, currency);
    await refundOrder(ctx, { ...wish, amountMinor });
    refresh();
    return { message: `${formatMoney(amountMinor, currency)} are on their way back, with a credit note.` };
  },
);

export const end = action({ input: endInvoiceSchema }, async (ctx, input) => {
  await endInvoice(ctx, input);
  refresh();
  return { message: input.as === "void" ? "Void. Nothing is owed by it." : "Given up. It is a loss in the books." };
});

export const giveCredit = action(
  {
    input: z.object({
      merchantId: id,
      currency: z.string().max(3),
      amount,
      reason: z.string().max(300),
      key: z.string().max(80),
    }),
  },
  async (ctx, { amount, currency, ...wish }) => {
    const given = await grantCredit(ctx, { ...wish, currency, amountMinor: minorOf(amount, currency) });
    refresh();
    return { message: given ? "Given. It pays their next invoices." : "It was given already; nothing was added." };
  },
);

export const loadRates = action({ input: z.object({}) }, async (ctx) => {
  const changed = await loadVatRates(ctx);
  refresh();
  return { message: `${changed} ${changed === 1 ? "rate" : "rates"} changed. New orders and invoices take them.` };
});
