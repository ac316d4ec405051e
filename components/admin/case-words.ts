const kinds: Record<string, string> = {
  outcome_unknown: "Outcome unknown",
  registration_slow: "Registration takes long",
  waiting_for_person: "The registry waits for somebody",
  wrong_owner: "Registered to somebody else",
  hold_lapsing: "The hold runs out",
  registered_unpaid: "Delivered, not paid",
  hold_mismatch: "The hold is not what was ordered",
  registrar_balance: "No money at the registrar",
  setup_stuck: "Set-up does not get on",
  fraud_review: "Fraud review",
};

export const caseKinds = Object.keys(kinds);

export const caseKind = (kind: string): string => kinds[kind] ?? kind.replaceAll("_", " ");
