import { describe, expect, it } from "vitest";
import { type FailureReason, failureMessage } from "./failure-words";

const reasons: Record<FailureReason, RegExp> = {
  unavailable: /taken by someone else a moment ago/,
  already_here: /already registered with us/,
  price: /asks more for .* than you agreed to/,
  premium: /has become a premium name/,
  contact: /refused the registrant's details/,
  policy: /rules do not allow/,
  unsupported: /cannot be registered here/,
  not_done: /could not register/,
  wrong_owner: /registered to somebody else/,
  hold_lapsed: /before the hold on your card ran out/,
  not_corrected: /were not corrected in time/,
  cancelled: /cancelled before anything was asked of the registrar/,
  fraud: /could not complete the order/,
  insufficient_funds: /could not complete the order/,
  not_ours: /could not complete the order/,
  other: /could not register/,
};
const all = Object.keys(reasons) as FailureReason[];

describe("failureMessage", () => {
  it.each(all)("PE-14: %s says what happened, what it means for the money, and what to do", (reason) => {
    const message = failureMessage(reason, "xn--bcher-kva.com");
    expect(message).toMatch(reasons[reason]);
    expect(message).toContain("bücher.com");
    expect(message).toContain(reason === "contact" ? "Your money is still only held." : "You were not charged for it.");
    expect(message).toMatch(/(choose|search|order|correct|write|try) [^.]*\.$|charged for it\.$/i);
  });

  it("CO-30: a suspicion reads like any other trouble of ours", () => {
    expect(failureMessage("fraud", "a.com")).toBe(failureMessage("insufficient_funds", "a.com"));
    expect(failureMessage("fraud", "a.com", "stolen card")).not.toMatch(/fraud|stolen|suspic/i);
  });

  it("quotes the registry where that helps, and cuts what is too long", () => {
    expect(failureMessage("policy", "a.com", "The name is in dispute.")).toContain("“The name is in dispute.”");
    expect(failureMessage("policy", "a.com", "x".repeat(5000)).length).toBeLessThan(400);
    expect(failureMessage("unavailable", "a.com", "internal code 7")).not.toContain("internal code");
  });
});
