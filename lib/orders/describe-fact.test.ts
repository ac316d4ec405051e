import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { describeFact } from "./describe-fact";

const root = join(import.meta.dirname, "../..");

/** Every word that the product tells as a fact: what stands after `fact:`, and what is handed to the money teller. */
function factsTold(): string[] {
  const files = readdirSync(join(root, "lib"), { recursive: true, encoding: "utf8" }).filter(
    (file) => file.endsWith(".ts") && !/\.test\.ts$|^(sandbox|providers)\/|describe-fact/.test(file),
  );
  const found = files.flatMap((file) => {
    const text = readFileSync(join(root, "lib", file), "utf8");
    if (file.startsWith("orders/errands/"))
      return [...text.matchAll(/\b(?:asked|accepted|unanswered|delivered|refused): "(\w+)"/g)].map((of) => of[1] ?? "");
    if (!/\btell(Money|Item)?\(/.test(text)) return [];
    const told = [/\bfact: ([^,}]*?)[,}\n]/g, /\btell(?:Money|Item)\(([\s\S]*?)\);/g, /\brecord\(ctx, row, ([^,]*)/g];
    return told.flatMap((shape) => [...text.matchAll(shape)].flatMap((match) => words(match[1] ?? "")));
  });
  return [...new Set([...found, "order_completed", "order_failed", "order_cancelled"])];
}

/** Facts are written `noun_past`; these three are one word. */
const words = (text: string) =>
  [...text.matchAll(/"([a-z]+(?:_[a-z]+)+|registered|delegated|answers)"/g)].map((match) => match[1] ?? "");

const row = (fact: string, data: Record<string, unknown> = {}) => ({
  id: 7,
  at: new Date("2026-11-20T12:00:00Z"),
  side: "money" as const,
  fact,
  orderItemId: null,
  data: { registrar: "sandbox", name: "quiet.com", ...data },
});

describe("describeFact", () => {
  const facts = factsTold();

  it("L-1: knows a good number of facts, those of money and those of the registry", () => {
    expect(facts).toEqual(
      expect.arrayContaining([
        "order_placed",
        "payment_held",
        "registration_asked",
        "registered",
        "payment_captured",
        "payment_released",
        "zone_ready",
        "setup_failed",
        "operation_voided",
        "fraud_flagged",
      ]),
    );
    expect(facts.length).toBeGreaterThan(30);
  });

  it.each(facts)("L-1: tells %s in a sentence of its own", (fact) => {
    const { sentence } = describeFact(row(fact));
    expect(sentence).not.toBe(fact.replaceAll("_", " "));
    expect(sentence).toMatch(/^([A-Z]|quiet\.com).*\.$/);
    expect(sentence).not.toMatch(/undefined|null|NaN|\[object/);
  });

  it("L-1: says what happened to the money, with the amount and the evidence", () => {
    const held = describeFact(
      row("payment_held", {
        amountMinor: 1399,
        currency: "USD",
        brand: "visa",
        last4: "4242",
        intent: "pi_1",
        until: "2026-11-27",
      }),
    );
    expect(held.sentence).toBe("Held 13.99 USD on Visa ···4242. Not charged.");
    expect(held.evidence).toEqual(
      expect.arrayContaining([
        { label: "Stripe payment", value: "pi_1" },
        { label: "Hold ends", value: "2026-11-27" },
      ]),
    );
    expect(describeFact(row("payment_released", { amountMinor: 1399, currency: "USD" })).sentence).toContain(
      "You are not charged for it.",
    );
  });

  it("DP-129: names the step that failed in plain words", () => {
    expect(describeFact(row("setup_failed", { step: "auto_renew_off", error: "No reply." })).sentence).toBe(
      "Switching off registrar auto-renew did not work yet: No reply. It is tried again by itself.",
    );
  });

  it("shows a second try as such, and a name in its own script", () => {
    expect(describeFact(row("registration_asked", { name: "xn--bcher-kva.com", attempt: 2 })).sentence).toBe(
      "Asked Sandbox registrar for bücher.com (try 2).",
    );
  });

  it("cuts what a registrar said, and shows a fact it does not know by its own words", () => {
    expect(describeFact(row("registration_refused", { said: "x".repeat(9000) })).sentence.length).toBeLessThan(300);
    expect(describeFact(row("comet_seen")).sentence).toBe("comet seen");
  });
});
