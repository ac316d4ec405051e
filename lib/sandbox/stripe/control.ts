/**
 * How one API call goes wrong. `before`: the connection dies and nothing happened. `after-effect-no-reply`: it happened, and
 * the connection dies. `500`: nothing happened, nothing is stored under the key. `500-stored`: nothing happened, and the key
 * replays the 500. `500-stored-after-effect`: it happened, and the key replays a 500. `garbage`: it happened, and the reply
 * is not JSON. `timeout`: nothing happened, and no reply comes until the caller gives up. `429`: refused by rate.
 */
export type FaultMode =
  | "before"
  | "after-effect-no-reply"
  | "500"
  | "500-stored"
  | "500-stored-after-effect"
  | "garbage"
  | "timeout"
  | "429";

export type Fault = {
  /** `POST /v1/payment_intents/:id/capture`; `:id` stands for any one segment. */
  match: string;
  mode: FaultMode;
  /** How many matching calls fail; one by default. */
  times?: number;
};

export type StripeControl = ReturnType<typeof createControl>["control"];

function matcher(match: string): RegExp {
  const [method, path] = match.split(" ");
  const pattern = (path ?? "").replace(/[.]/g, "\\.").replace(/:[a-z]+/g, "[^/]+");
  return new RegExp(`^${method} ${pattern}$`);
}

/** Hooks for tests, in memory: they are gone with the process, as the faults they play are. */
export function createControl(deliverHeld: (order: "forward" | "reverse") => Promise<void>) {
  let faults: { pattern: RegExp; mode: FaultMode; left: number }[] = [];
  const webhooks = { drop: 0, duplicate: 0, isHeld: false };
  const control = {
    /** The next matching API call fails in this way. */
    failNext(fault: Fault): void {
      faults.push({ pattern: matcher(fault.match), mode: fault.mode, left: fault.times ?? 1 });
    },
    /** The next n events never arrive: only the event list knows of them. */
    dropNextWebhooks(n: number): void {
      webhooks.drop += n;
    },
    /** The next n events arrive twice. */
    duplicateWebhooks(n: number): void {
      webhooks.duplicate += n;
    },
    /** Events wait until they are released. */
    holdWebhooks(): void {
      webhooks.isHeld = true;
    },
    /** Delivers what waited, in this order, and resolves when each was tried. */
    async releaseWebhooks(options: { order?: "forward" | "reverse" } = {}): Promise<void> {
      webhooks.isHeld = false;
      await deliverHeld(options.order ?? "forward");
    },
    /** No faults, no holds. */
    reset(): void {
      faults = [];
      Object.assign(webhooks, { drop: 0, duplicate: 0, isHeld: false });
    },
  };
  function takeFault(method: string, path: string): FaultMode | undefined {
    const fault = faults.find((one) => one.left > 0 && one.pattern.test(`${method} ${path}`));
    if (!fault) return undefined;
    fault.left -= 1;
    return fault.mode;
  }
  function take(counter: "drop" | "duplicate"): boolean {
    if (webhooks[counter] === 0) return false;
    webhooks[counter] -= 1;
    return true;
  }
  return {
    control,
    takeFault,
    takeDrop: () => take("drop"),
    takeDuplicate: () => take("duplicate"),
    isHeld: () => webhooks.isHeld,
  };
}
