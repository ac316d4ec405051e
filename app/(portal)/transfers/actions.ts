"use server";

import type { Route } from "next";
import { redirect } from "next/navigation";
import { z } from "zod";
import { action } from "@/app/_lib/action";
import { AppError } from "@/lib/kernel/errors";
import { correctCode } from "@/lib/orders/correct-code";
import { orderTransfer } from "@/lib/orders/order-transfer";
import { preflight } from "@/lib/transfers/preflight";
import { resendTransferMail } from "@/lib/transfers/resend-transfer-mail";
import { contactInput, contactOf } from "../contacts/contact-of";

const id = z.string().max(80);
const name = z.string().max(600);

export const checkTransfer = action({ input: z.object({ name }), limit: "search" }, (ctx, input) =>
  preflight(ctx, input),
);

const order = z.object({
  ...contactInput,
  name,
  authCode: z.string().max(2000).optional(),
  privacy: z.string().max(10).optional(),
});

export const payAndTransfer = action({ input: order }, async (ctx, { name, authCode, privacy, ...contact }) => {
  const seen = await preflight(ctx, { name, ...(authCode === undefined ? {} : { authCode }) });
  const code = seen.checks.find((check) => check.key === "code");
  if (seen.codeRequired && code?.state !== "ok")
    throw new AppError("invalid", "Nothing was charged. The auth code needs another look.", {
      fields: { authCode: code?.sentence ?? "Paste the auth code." },
    });
  const obstacle = seen.checks.find((check) => check.state === "failed" || check.state === "unknown");
  if (obstacle) throw new AppError("conflict", `Nothing was charged. ${obstacle.sentence}`);
  const { payUrl } = await orderTransfer(ctx, {
    name: seen.nameAscii,
    authCode: seen.codeRequired ? (authCode ?? null) : null,
    contactId: await contactOf(ctx, contact),
    privacy: seen.privacyPossible && privacy !== undefined,
  });
  redirect(payUrl as Route);
});

export const giveAnotherCode = action(
  { input: z.object({ orderId: id, authCode: z.string().max(2000) }) },
  (ctx, input) => correctCode(ctx, input),
);

export const sendMailAgain = action({ input: z.object({ itemId: id }) }, (ctx, input) =>
  resendTransferMail(ctx, input),
);
