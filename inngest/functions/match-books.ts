import type { Inngest } from "inngest";
import { nightlyBooks } from "@/lib/books/nightly-books";
import { runtimeClock, stepCtx } from "../runtime-clock";

/** Each night: what Stripe and the registrars wrote is read and laid beside our own books (L-5). */
export const matchBooksNightly = (inngest: Inngest.Any) =>
  inngest.createFunction({ id: "match-books", retries: 8, triggers: [{ cron: "30 5 * * *" }] }, async ({ step }) => {
    // The day is remembered: a night that is tried again after midnight is still that night.
    const period = await step.run("period", () => runtimeClock().now().toISOString().slice(0, 10));
    return step.run("match", () => nightlyBooks(stepCtx("match-books"), { period }));
  });
