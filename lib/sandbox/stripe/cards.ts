/** Why a bank says no, in Stripe's words: they are what a customer reads on the page. */
export type Decline = { code: string; declineCode?: string; message: string; advice?: string };

const declined = (declineCode: string, message = "Your card was declined."): Decline => ({
  code: "card_declined",
  declineCode,
  message,
});
const insufficientFunds = declined("insufficient_funds", "Your card has insufficient funds.");

const expired: Decline = { code: "expired_card", message: "Your card has expired." };

export const authenticationRequired: Decline = {
  code: "authentication_required",
  declineCode: "authentication_required",
  message: "Your card was declined. This transaction requires authentication.",
};

/**
 * When the owner has to prove who they are. `unless_set_up`: always on session, and off session until set up;
 * `on_session`: off session it counts as set up already; `always`: also off session, where nobody is there to do it.
 */
export type Challenge = "never" | "unless_set_up" | "on_session" | "always";

export type TestCard = {
  number: string;
  /** What it shows on the page's list of test cards. */
  purpose: string;
  tokens: string[];
  brand: "visa" | "mastercard" | "amex" | "discover";
  funding: "credit" | "debit";
  challenge: Challenge;
  /** The answer to a charge, after the challenge if there is one. */
  decline?: Decline;
  /** Declines on being saved too; Stripe's 0341 is the one that can be saved and fails later. */
  attaches: boolean;
  /** Succeeds at first and fails later, or is on its way at first. */
  refund?: "fails" | "pending";
  /** What its owner does with every charge. */
  dispute?: { reason: string; isInquiry?: boolean };
};

function card(number: string, purpose: string, tokens: string[], rest: Partial<TestCard> = {}): TestCard {
  return {
    number,
    purpose,
    tokens,
    brand: "visa",
    funding: "credit",
    challenge: "never",
    attaches: !rest.decline,
    ...rest,
  };
}

/** Source: https://docs.stripe.com/testing, as far as the sandbox acts it out. */
export const testCards: readonly TestCard[] = [
  card("4242424242424242", "Succeeds", ["pm_card_visa"]),
  card("5555555555554444", "Succeeds (Mastercard)", ["pm_card_mastercard"], { brand: "mastercard" }),
  card("378282246310005", "Succeeds (American Express)", ["pm_card_amex"], { brand: "amex" }),
  card("6011111111111117", "Succeeds (Discover)", ["pm_card_discover"], { brand: "discover" }),
  card("4000056655665556", "Succeeds (Visa debit)", ["pm_card_visa_debit"], { funding: "debit" }),
  card("4000000000000002", "Declined", ["pm_card_chargeDeclined", "pm_card_visa_chargeDeclined"], {
    decline: declined("generic_decline"),
  }),
  card(
    "4000000000009995",
    "Insufficient funds",
    ["pm_card_chargeDeclinedInsufficientFunds", "pm_card_visa_chargeDeclinedInsufficientFunds"],
    { decline: insufficientFunds },
  ),
  card("4100000000000019", "Blocked as fraud", ["pm_card_chargeDeclinedFraudulent", "pm_card_radarBlock"], {
    decline: declined("fraudulent"),
  }),
  card("4000000000000069", "Expired card", ["pm_card_chargeDeclinedExpiredCard"], {
    decline: expired,
  }),
  card("4000000000000127", "Incorrect security code", ["pm_card_chargeDeclinedIncorrectCvc"], {
    decline: { code: "incorrect_cvc", message: "Your card's security code is incorrect." },
  }),
  card("4000000000000119", "Processing error", ["pm_card_chargeDeclinedProcessingError"], {
    decline: {
      code: "processing_error",
      message: "An error occurred while processing your card. Try again in a little bit.",
    },
  }),
  card("4000000000000341", "Can be saved, then declines", ["pm_card_chargeCustomerFail"], {
    decline: declined("generic_decline"),
    attaches: true,
  }),
  card("4000002500003155", "3-D Secure unless set up", ["pm_card_authenticationRequiredOnSetup"], {
    challenge: "unless_set_up",
  }),
  card("4000002760003184", "3-D Secure always", ["pm_card_authenticationRequired"], { challenge: "always" }),
  card("4000003800000446", "3-D Secure, already set up", ["pm_card_authenticationRequiredSetupForOffSession"], {
    challenge: "on_session",
  }),
  card("4000000000003220", "3-D Secure 2 required", ["pm_card_threeDSecure2Required"], { challenge: "unless_set_up" }),
  card("4000000000003055", "3-D Secure supported, not asked for", ["pm_card_threeDSecureOptional"]),
  card(
    "4000008260003178",
    "3-D Secure, then insufficient funds",
    ["pm_card_authenticationRequiredChargeDeclinedInsufficientFunds"],
    { challenge: "on_session", decline: insufficientFunds, attaches: true },
  ),
  card("4000008400001629", "3-D Secure, then declined", ["pm_card_threeDSecureRequiredChargeDeclined"], {
    challenge: "on_session",
    decline: declined("generic_decline"),
    attaches: true,
  }),
  card("4000000000005126", "Succeeds; a refund fails later", ["pm_card_refundFail"], { refund: "fails" }),
  card("4000000000007726", "Succeeds; a refund is pending at first", ["pm_card_pendingRefund"], { refund: "pending" }),
  card("4000000000000259", "Succeeds; disputed as fraudulent", ["pm_card_createDispute"], {
    dispute: { reason: "fraudulent" },
  }),
  card("4000000000002685", "Succeeds; disputed as not received", ["pm_card_createDisputeProductNotReceived"], {
    dispute: { reason: "product_not_received" },
  }),
  card("4000000000001976", "Succeeds; its owner inquires", ["pm_card_createDisputeInquiry"], {
    dispute: { reason: "fraudulent", isInquiry: true },
  }),
];

const byNumber = new Map(testCards.map((entry) => [entry.number, entry]));
const byToken = new Map(testCards.flatMap((entry) => entry.tokens.map((token) => [token, entry] as const)));

export function findCardByNumber(number: string): TestCard | undefined {
  return byNumber.get(number);
}

/** `pm_card_visa` and the like, which stand for a new payment method each time they are used. */
export function findCardByToken(token: string): TestCard | undefined {
  return byToken.get(token);
}

/** A number that no test card has: Stripe's test mode refuses real cards with these words. */
export const liveCardDecline: Decline = {
  code: "card_declined",
  declineCode: "test_mode_live_card",
  message:
    "Your card was declined. Your request was in test mode, but used a non test card. Choose one of the test cards listed on this page.",
};

/** A decline by its code: one that needs its owner, an expired card, or a bank's own word. */
export function findDecline(code: string): Decline {
  if (code === authenticationRequired.code) return authenticationRequired;
  if (code === expired.code) return expired;
  return code === insufficientFunds.declineCode ? insufficientFunds : declined(code);
}

/** The answer about a card that is past its last month. */
export function expiryDecline(card: { exp_month: number; exp_year: number } | null | undefined, nowMs: number) {
  if (!card) return undefined;
  return nowMs >= Date.UTC(card.exp_year, card.exp_month, 1) ? expired : undefined;
}
