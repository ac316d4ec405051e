import { DAY, HOUR, MINUTE, SECOND } from "@/lib/kernel/clock";

/** No work that cannot be undone starts, and none goes on unguarded, this near to the end of a hold (R13). */
export const holdMarginMs = 12 * HOUR;

/** Nearer than this to the end, what was delivered is captured even while other names of the order are in flight. */
export const lastCaptureMs = 2 * HOUR;

/** A registrar call answers or times out within this; before, another worker may still be waiting for its answer. */
export const callInFlightMs = 45 * SECOND;

/** Between two looks that found nothing; both must say so before a registration is believed not to have happened (R3). */
export const betweenLooksMs = 60 * SECOND;

/** A registration that is done and not in our account for so long is somebody else's: no registrar's lists lag like that. */
export const notShownMs = HOUR;

/** A transfer that is not decided after this is a person's to look at, and its money may be had back (T-5). */
export const transferPatienceMs = 14 * DAY;

/** How long a merchant may take to correct a contact that a registry refused, within the hold. */
export const correctionMs = 24 * HOUR;

/** A checkout page lives as long as Stripe's shortest allows. */
export const checkoutMs = 31 * MINUTE;

/** A capture or release without a clear answer is read back after this. */
export const settleAgainMs = 5 * SECOND;
