const kinds: Record<string, string> = {
  outcome_unknown: "Outcome unknown",
  outcome_unseen: "Done, but not to be seen",
  registration_slow: "Registration takes long",
  renewal_slow: "Renewal takes long",
  transfer_slow: "Transfer takes long",
  restore_slow: "Restore takes long",
  dispute: "A bank questions a payment",
  refund_failed: "A refund came back",
  waiting_for_person: "The registry waits for somebody",
  wrong_owner: "Registered to somebody else",
  hold_lapsing: "The hold runs out",
  registered_unpaid: "Delivered, not paid",
  hold_mismatch: "The hold is not what was ordered",
  registrar_balance: "No money at the registrar",
  setup_stuck: "Set-up does not get on",
  fraud_review: "Fraud review",
  notice_missed: "A notice did not leave in time",
  notice_bounced: "Mail came back",
  registrant_unknown: "No address of the registrant",
  left_unasked: "A name left, and nobody asked for its code",
  renewal_unpriced: "Renewal without a cost",
  renewal_late: "Paid, and not renewed yet",
  renewed_unpaid: "Renewed, not paid",
  auto_renew_stuck: "The registrar's own renewal stays on",
  expiry_implausible: "An expiry that cannot be",
};

export const caseKinds = Object.keys(kinds);

export const caseKind = (kind: string): string => kinds[kind] ?? kind.replaceAll("_", " ");
