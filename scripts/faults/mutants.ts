/** A seeded mistake in the product's code, and cases of which at least one must find it. */
export type Mutant = { id: string; file: string; find: string; replace: string; hunt: string[] };

const orders = (file: string) => `lib/orders/${file}.ts`;

/** The suite is alive if it finds every one of these. `find` must be in the file exactly once. */
export const mutants: readonly Mutant[] = [
  {
    id: "capture-before-register",
    file: orders("decide-order"),
    find: `return facts.captureMode === "at_start" ? decideAtStart(facts, paidMinor) : decideInFlight(facts, dueMinor);`,
    replace: `{
      const live = payments.find((payment) => payment.state === "held");
      return live ? take(live, live.amountMinor) : facts.captureMode === "at_start" ? decideAtStart(facts, paidMinor) : decideInFlight(facts, dueMinor);
    }`,
    hunt: ["M-2 one of three is pending for three days"],
  },
  {
    id: "done-is-believed",
    file: orders("look-at-registrar"),
    find: "const domain = await registrar.domain(item.nameAscii);",
    replace: `const domain = (await registrar.domain(item.nameAscii)) ?? ({ name: item.nameAscii, createdAt: null, expiresAt: null,
      nameServers: [], autoRenew: false, privacy: false, locked: false, eppStatuses: [] } as never);`,
    hunt: ["P-24 other-owner"],
  },
  {
    id: "any-owner-will-do",
    file: orders("errands/register-name"),
    find: "return !madeBefore && isForOurRegistrant(order, domain);",
    replace: "return madeBefore || true;",
    hunt: ["P-24 another registrant is read back"],
  },
  {
    id: "silence-is-refusal",
    file: orders("ask-registrar"),
    find: `result = { state: "unknown", message: error.message };`,
    replace: `result = { state: "refused", reason: "other", message: error.message };`,
    hunt: ["P-14 timeout-done"],
  },
  {
    id: "unknown-is-ended",
    file: orders("ask-registrar"),
    find: `if (result.state === "unknown") {`,
    replace: `if (result.state === "unknown") {
      await endItem(tx, ctx, item, "other");`,
    hunt: ["P-17 garbage"],
  },
  {
    id: "one-look-is-proof",
    file: orders("look-at-registrar"),
    find: "if (!conclusive || operation.looks === 0) {",
    replace: "if (false as boolean) {",
    hunt: ["P-18 timeout-done at a registrar whose lists lag"],
  },
  {
    id: "found-and-ignored",
    file: orders("look-at-registrar"),
    find: `if (found.found === "domain") {`,
    replace: `if (found.found === "domain" && operation.looks > 99) {`,
    hunt: ["P-14 timeout-done"],
  },
  {
    id: "refused-without-a-look",
    file: orders("ask-registrar"),
    find: `if (answer.state !== "refused" || answer.reason !== "unavailable") return answer;`,
    replace: "if (answer) return answer;",
    hunt: ["P-15 duplicate at a registrar that is sync"],
  },
  {
    id: "pending-is-failure",
    file: orders("ask-registrar"),
    find: `if (result.state !== "refused") {`,
    replace: `if (result.state === "done") {`,
    hunt: ["P-19 policy", "M-1 two of three are registered"],
  },
  {
    id: "new-key-for-a-page",
    file: orders("open-checkout"),
    find: "key: operation.key,",
    // Not even the same within a second.
    replace: "key: operation.key + process.hrtime.bigint(),",
    hunt: ["one out:stripe:POST /v1/checkout/sessions:after lost_reply"],
  },
  {
    id: "new-key-for-a-hold",
    file: orders("ask-saved-card"),
    find: `if (lost?.state === "held") return recordHeld(ctx, attempt, lost);`,
    replace: "",
    hunt: ["P-20 new hold: after-effect-no-reply"],
  },
  {
    id: "claim-not-taken",
    file: orders("place-order"),
    find: "await claimNames(tx, ctx, items);",
    replace: "",
    hunt: ["P-31 two merchants order one name in the same second"],
  },
  {
    id: "claim-not-released",
    file: orders("rows"),
    find: "if (itemIds.length > 0) await tx.delete(nameClaims)",
    replace: "if (itemIds.length > 99) await tx.delete(nameClaims)",
    hunt: ["P-11 taken-at-register"],
  },
  {
    id: "event-is-believed",
    file: orders("refresh-payment"),
    find: "const hold = intentId ? await provider.hold(intentId) : null;",
    replace: `const hold = intentId ? { ...(await provider.hold(intentId)), state: "held" as const,
      capturableMinor: payment.amountMinor, captureBefore: later(ctx.clock.now(), 600_000_000) } : null;`,
    hunt: ["P-8 events arrive in reverse, and the hold is gone already"],
  },
  {
    id: "memo-before-effect",
    file: orders("settle-payment"),
    find: "let hold: Hold;",
    replace: `let hold: Hold;
      if (fresh) await inTransaction("too-early", (tx) =>
        moveOperation(tx, operation.id, ["sent"], { state: "confirmed", settledAt: ctx.clock.now() }));`,
    hunt: ["one out:stripe:POST /v1/payment_intents/:id/capture:before crash"],
  },
  {
    id: "seven-days-for-every-hold",
    file: orders("decide-order"),
    find: "const leftMs = newest.captureBefore.getTime() - now.getTime();",
    replace: "const leftMs = (newest as never as { heldAt: Date }).heldAt.getTime() + 604_800_000 - now.getTime();",
    hunt: ["P-20 pending beyond two holds"],
  },
  {
    id: "let-go-in-flight",
    file: orders("decide-order"),
    find: `if (leftMs > holdMarginMs) return { do: "await_items" };`,
    replace: `return leftMs > holdMarginMs ? { do: "await_items" } : { do: "release", paymentId: newest.id };`,
    hunt: ["P-20 pending beyond the hold: a new hold covers it"],
  },
  {
    id: "taken-before-is-forgotten",
    file: orders("decide-order"),
    find: "const paidMinor = sum(payments.map((payment) => payment.capturedMinor)) - facts.refundedMinor;",
    replace: "const paidMinor = -facts.refundedMinor;",
    hunt: ["M-2 one of three is pending beyond the hold"],
  },
  {
    id: "all-of-a-cart-is-taken",
    file: orders("decide-order"),
    find: "amountMinor: Math.min(dueMinor, payment.amountMinor)",
    replace: "amountMinor: payment.amountMinor",
    hunt: ["M-1 two of three are registered"],
  },
  {
    id: "tax-split-lost",
    file: orders("tax"),
    find: "byLine: splitByWeight(taxMinor, lineMinors)",
    replace: "byLine: lineMinors.map(() => Math.floor(taxMinor / lineMinors.length))",
    hunt: ["M-4 tax that does not divide evenly"],
  },
  {
    id: "price-not-asked-again",
    file: orders("errands/register-name"),
    find: " || asked > item.costLimitMinor",
    replace: "",
    hunt: ["P-10 the price rose since the quote"],
  },
  {
    id: "renews-by-itself",
    file: "lib/domains/setup/auto-renew-off.ts",
    find: "if (read.autoRenew) {",
    replace: "if (read.autoRenew && read.name === null) {",
    hunt: ["P-33 auto-renew-stuck"],
  },
  {
    id: "cancel-not-heard",
    file: orders("ask-registrar"),
    find: `if (order.state !== "fulfilling" || order.cancelRequestedAt || order.fraudFlaggedAt) return null;`,
    replace: "",
    hunt: ["P-30 cancelled between the price and the request"],
  },
  {
    id: "hold-without-end",
    file: orders("decide-item"),
    find: "if (facts.securedUntil === null || now >= facts.securedUntil)",
    replace: "if (facts.securedUntil === null)",
    hunt: ["P-32 flagged as fraud, and nobody decides before the hold ends"],
  },
  {
    id: "nothing-is-resumed",
    file: "lib/reconcile/sweep-stalled.ts",
    find: "where i.state in ('waiting', 'registering')",
    replace: "where i.state in ('nowhere')",
    hunt: ["X-7 everything of the engine is lost while it is registered"],
  },
  {
    id: "nobody-is-told",
    file: orders("advance-order"),
    find: "await mailOutcome(tx, ctx, order);",
    replace: "",
    hunt: ["P-19 policy"],
  },
];
