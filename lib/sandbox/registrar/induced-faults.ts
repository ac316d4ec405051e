/**
 * What the sandbox does wrong when it is asked to. A name whose label holds one of these, as a whole or between hyphens
 * (`tea-pending-3d.com`), meets it; `control.failNext` brings any of them about for the next call of a verb.
 * docs/sandbox.md prints this table.
 */
export const inducedFaults = {
  // The way to the registrar. By a name: on its registration only, and once, so that what comes after the look succeeds.
  "timeout-done": "Registered, but the reply is lost.",
  "timeout-not-done": "The request is lost; nothing is registered. A repeat works.",
  garbage: "Registered, but the reply is an HTML page with status 200.",
  "garbage-not-done": "Nothing is registered, and the reply is an HTML page with status 200. A repeat works.",
  "error-500": "Status 500; nothing is registered. A repeat works.",
  "error-500-done": "Registered, but the reply is status 500.",
  "rate-limited": "Status 429 with Retry-After: 2, twice; then it works.",
  "registrar-down": "Status 503 for every registration, always.",
  unauthorised: "Status 401, once, as after a changed key.",
  duplicate: "The network delivers the request twice; the second reply arrives.",
  // What becomes of a registration.
  "taken-at-register": "Available in the search; refused at the registration because somebody was faster.",
  "refused-later": "Accepted as pending, and refused by the registry after a second.",
  "slow-30s": "Pending for 30 seconds, then done.",
  "pending-3d": "Pending for 3 days, then done.",
  "pending-forever": "Pending until the end of time.",
  "contact-refused": "Refused because of the contact's phone number, until it is another one.",
  policy: "Refused by a rule of the registry (a disputed name).",
  "low-balance": "Refused because the platform's balance does not cover it.",
  "premium-surprise": "Available at list price in the search; at the registration it is a premium name.",
  "price-rise": "Half as dear again when asked for its price, and at the registration.",
  "other-owner": "Reported as done, but the name is in another account.",
  "listing-lag": "Registered, but detail and list say for 120 seconds that it is not ours.",
  "auto-renew-stuck": "Registered with auto-renew on; switching it off answers done and changes nothing.",
  // What the search says.
  unknown: "The availability answer leaves the name out.",
  reserved: "Kept back by the registry.",
  premium: "Available at a premium price of its own (250.00 USD, then 80.00 a year).",
  // Other things.
  locked: "At another registrar and locked there: cannot be transferred in.",
  "transfer-refused": "A transfer in is refused by the losing registrar after a day.",
  "dns-down": "The DNS host answers 503 to the first two attempts to create the zone.",
} as const;

export type InducedFault = keyof typeof inducedFaults;

/** Faults of the way to the registrar, which can strike any call. */
export const transportFaults = [
  "timeout-done",
  "timeout-not-done",
  "garbage",
  "garbage-not-done",
  "error-500",
  "error-500-done",
  "rate-limited",
  "registrar-down",
  "unauthorised",
  "duplicate",
] as const satisfies readonly InducedFault[];
export type TransportFault = (typeof transportFaults)[number];

export function isTransportFault(fault: string): fault is TransportFault {
  return (transportFaults as readonly string[]).includes(fault);
}

export function isInducedFault(fault: string): fault is InducedFault {
  return Object.hasOwn(inducedFaults, fault);
}

const longestFirst = (Object.keys(inducedFaults) as InducedFault[]).sort((a, b) => b.length - a.length);

/** All faults that a name's first label spells, the longest taking its words with it (`error-500-done` is not also `error-500`). */
export function faultsInName(name: string): Set<InducedFault> {
  let rest = `-${name.split(".")[0] ?? ""}-`;
  const found = new Set<InducedFault>();
  for (const fault of longestFirst) {
    if (!rest.includes(`-${fault}-`)) continue;
    found.add(fault);
    rest = rest.replaceAll(`-${fault}-`, "--");
  }
  return found;
}
