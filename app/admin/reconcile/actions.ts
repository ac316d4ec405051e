"use server";

import { refresh } from "next/cache";
import { z } from "zod";
import { action } from "@/app/_lib/action";
import { requireAdmin } from "@/lib/kernel/context";
import { checkInvariants } from "@/lib/reconcile/check-invariants";
import { sweepPaymentEvents } from "@/lib/reconcile/sweep-payment-events";
import { sweepStalled } from "@/lib/reconcile/sweep-stalled";

/** What the reconciler does every five minutes, now: look for lost events, move on what is stuck, ask every promise. */
export const runReconciler = action({ input: z.unknown() }, async (ctx) => {
  requireAdmin(ctx);
  const { found } = await sweepPaymentEvents(ctx);
  const { sent } = await sweepStalled(ctx);
  const { findings } = await checkInvariants(ctx);
  refresh();
  const swept = `${found} lost payment ${found === 1 ? "event" : "events"} found, ${sent} stalled ${sent === 1 ? "piece" : "pieces"} of work sent on.`;
  return findings === 0
    ? { message: `Every promise is kept. ${swept}`, tone: "ok" as const }
    : {
        message: `${findings} ${findings === 1 ? "row breaks" : "rows break"} a promise. ${swept}`,
        tone: "danger" as const,
      };
});
