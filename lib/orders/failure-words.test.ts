import { describe, expect, it } from "vitest";
import { type FailureReason, failureMessage } from "./failure-words";

const reasons: Record<FailureReason, RegExp> = {
  unavailable: /taken by someone else a moment ago/,
  already_here: /already registered with us/,
  not_here: /no longer in our account/,
  in_redemption: /can only be restored/,
  not_transferable: /cannot be transferred now/,
  auth_code: /auth code for .* was refused/,
  locked: /is locked at its present registrar/,
  too_young: /too short a time ago/,
  price: /asks more for .* than you agreed to/,
  premium: /has become a premium name/,
  contact: /refused the registrant's details/,
  policy: /rules do not allow/,
  unsupported: /cannot be registered here/,
  not_done: /could not register/,
  wrong_owner: /registered to somebody else/,
  hold_lapsed: /before the hold on your card ran out/,
  not_corrected: /was not corrected in time/,
  cancelled: /cancelled before anything was asked of the registrar/,
  fraud: /could not complete the order/,
  insufficient_funds: /could not complete the order/,
  not_ours: /could not complete the order/,
  other: /could not register/,
};
const all = Object.keys(reasons) as FailureReason[];

const named = (nameAscii: string) => ({ nameAscii, kind: "register", stage: null }) as const;

describe("failureMessage", () => {
  it.each(all)("PE-14: %s says what happened, what it means for the money, and what to do", (reason) => {
    const message = failureMessage(reason, named("xn--bcher-kva.com"));
    expect(message).toMatch(reasons[reason]);
    expect(message).toContain("bücher.com");
    expect(message).toContain(
      reason === "contact" || reason === "auth_code"
        ? "Your money is still only held."
        : "You were not charged for it.",
    );
    expect(message).toMatch(
      /(choose|search|order|correct|write|try|ask|unlock|shows|says) [^.]*\.$|charged for it\.$/i,
    );
  });

  it("X-4: of a transfer that was charged at its start, the money comes back", () => {
    const item = { nameAscii: "a.com", kind: "transfer", stage: "registry" } as const;
    expect(failureMessage("not_done", item)).toBe(
      "The registrar could not transfer a.com. You get all of the money back. Try again later.",
    );
  });

  it("CO-30: a suspicion reads like any other trouble of ours", () => {
    expect(failureMessage("fraud", named("a.com"))).toBe(failureMessage("insufficient_funds", named("a.com")));
    expect(failureMessage("fraud", named("a.com"), "stolen card")).not.toMatch(/fraud|stolen|suspic/i);
  });

  it("quotes the registry where that helps, and cuts what is too long", () => {
    expect(failureMessage("policy", named("a.com"), "The name is in dispute.")).toContain("“The name is in dispute.”");
    expect(failureMessage("policy", named("a.com"), "x".repeat(5000)).length).toBeLessThan(400);
    expect(failureMessage("unavailable", named("a.com"), "internal code 7")).not.toContain("internal code");
  });
});
