"use server";

import { refresh } from "next/cache";
import { z } from "zod";
import { action } from "@/app/_lib/action";
import { closeMonth } from "@/lib/books/close-month";
import { explainDifference } from "@/lib/books/explain-difference";
import { formatMonth, monthSchema } from "@/lib/books/months";
import { nightlyBooks } from "@/lib/books/nightly-books";
import { postProposals } from "@/lib/books/post-proposals";
import { bookCauses } from "@/lib/books/views";
import { requireAdmin } from "@/lib/kernel/context";

const id = z.string().min(1).max(80);

/** What the night does, now: read what Stripe and the registrars wrote, and lay it beside our books. */
export const readAndMatch = action({ input: z.unknown() }, async (ctx) => {
  requireAdmin(ctx);
  const counts = await nightlyBooks(ctx, { period: `now ${ctx.clock.now().toISOString()}` });
  refresh();
  const open = counts?.differences ?? 0;
  const lines = (counts?.movements ?? 0) + (counts?.charges ?? 0);
  const read = `${lines} ${lines === 1 ? "line" : "lines"} read.`;
  return open === 0
    ? { message: `All books agree. ${read}`, tone: "ok" as const }
    : { message: `${open} ${open === 1 ? "difference" : "differences"}. ${read}`, tone: "attention" as const };
});

/** Posts one proposed entry. */
export const postEntry = action({ input: z.object({ id }) }, async (ctx, input) => {
  requireAdmin(ctx);
  await postProposals(ctx, input);
  refresh();
  return { message: "The entry is in the ledger." };
});

/** Posts every proposed entry of a cause in a month. */
export const postEntries = action(
  { input: z.object({ month: monthSchema, cause: z.enum(bookCauses) }) },
  async (ctx, input) => {
    requireAdmin(ctx);
    const { posted } = await postProposals(ctx, input);
    refresh();
    return { message: `${posted} ${posted === 1 ? "entry is" : "entries are"} in the ledger.` };
  },
);

export const explain = action({ input: z.object({ id, note: z.string().max(500) }) }, async (ctx, input) => {
  requireAdmin(ctx);
  await explainDifference(ctx, input);
  refresh();
  return { message: "Closed with your words. No book was changed." };
});

/** Closes a month for good, or says what is in the way. */
export const close = action({ input: z.object({ month: monthSchema }) }, async (ctx, input) => {
  requireAdmin(ctx);
  await closeMonth(ctx, input);
  refresh();
  return { message: `${formatMonth(input.month)} is closed. Nothing can be posted into it any more.` };
});
