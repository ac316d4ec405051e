/**
 * What the sandbox does wrong when it is asked to. A name whose label holds one of these, as a whole or between hyphens
 * (`tea-pending-3d.com`), meets it when it is registered or transferred in; with `renew-`, `restore-` or `transfer-` in front
 * (`tea-renew-timeout-done.com`) it is that verb which meets it. `control.failNext` brings any of them about for the next call
 * of a verb. docs/sandbox.md prints this table.
 */
export const inducedFaults = {
  // The way to the registrar. By a name: once a verb, so that what comes after the look succeeds.
  "timeout-done": "Done, but the reply is lost.",
  "timeout-not-done": "The request is lost; nothing is done. A repeat works.",
  garbage: "Done, but the reply is an HTML page with status 200.",
  "garbage-not-done": "Nothing is done, and the reply is an HTML page with status 200. A repeat works.",
  "error-500": "Status 500; nothing is done. A repeat works.",
  "error-500-done": "Done, but the reply is status 500.",
  "rate-limited": "Status 429 with Retry-After: 2, twice; then it works.",
  "registrar-down": "Status 503 for every such request, always.",
  unauthorised: "Status 401, once, as after a changed key.",
  duplicate: "The network delivers the request twice; the second reply arrives.",
  // What becomes of a registration, and where it makes sense of the other three.
  "taken-at-register": "Available in the search; refused at the registration because somebody was faster.",
  "refused-later": "Accepted as pending, and refused by the registry after a second.",
  "slow-30s": "Pending for 30 seconds, then done.",
  "pending-3d": "Pending for 3 days, then done.",
  "pending-forever": "Pending until the end of time.",
  "contact-refused": "Refused because of the contact's phone number, until it is another one.",
  policy: "Refused by a rule of the registry (a disputed name).",
  "low-balance": "Refused because the platform's balance does not cover it.",
  "premium-surprise": "Available at list price in the search; at the registration it is a premium name.",
  "price-rise": "Half as dear again when asked for its price, and when bought.",
  "other-owner": "Reported as done, but the name is in another account (of a renewal or restore: nothing came of it).",
  "listing-lag": "Done, but detail and list show it only after 120 seconds.",
  "auto-renew-stuck": "Registered with auto-renew on; switching it off answers done and changes nothing.",
  unverified: "The registrant does not answer the verification mail: on hold after 15 days, until it is sent again.",
  // What details and lists say.
  "expiry-1969": "Its expiry is shown as 31 December 1969.",
  "expiry-9999": "Its expiry is shown as 31 December 9999.",
  "expiry-empty": "No expiry is shown.",
  "registry-renewed": "In grace its expiry is shown a year later, as the registry has it, though nobody paid.",
  // What the search says.
  unknown: "The availability answer leaves the name out.",
  reserved: "Kept back by the registry.",
  premium: "Available at a premium price of its own (250.00 USD, then 80.00 a year).",
  // Other things.
  locked: "At another registrar and locked there: cannot be transferred in.",
  young: "At another registrar since too short a time: can be transferred in 20 days after the first question.",
  "in-redemption": "In redemption, whatever its dates say: neither transferred in nor (`renew-in-redemption`) renewed.",
  "transfer-refused": "A transfer in is refused by the losing registrar after a day.",
  "transfer-refused-late": "A transfer in is refused by the losing registrar after five days.",
  "transfer-wrong-code": "The first auth code is refused after a day; any other is taken.",
  "transfer-stuck": "The owner does not answer the mail of a transfer in, until it is sent again.",
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

/** The writes that names can spell faults for. */
export const faultVerbs = ["register", "transfer", "renew", "restore"] as const;
export type FaultVerb = (typeof faultVerbs)[number];

export function isFaultVerb(verb: string): verb is FaultVerb {
  return (faultVerbs as readonly string[]).includes(verb);
}

/** Every word a name may spell, the longest first, with the verbs it means. */
const spellings = (Object.keys(inducedFaults) as InducedFault[])
  .flatMap((fault): { word: string; fault: InducedFault; verbs: readonly FaultVerb[] }[] => [
    { word: `-${fault}-`, fault, verbs: ["register", "transfer"] },
    ...faultVerbs.map((verb) => ({ word: `-${verb}-${fault}-`, fault, verbs: [verb] })),
  ])
  .sort((a, b) => b.word.length - a.word.length);

/**
 * All faults that a name's first label spells for a verb, the longest taking its words with it (`error-500-done` is not also
 * `error-500`).
 */
export function faultsInName(name: string, verb: FaultVerb = "register"): Set<InducedFault> {
  let rest = `-${name.split(".")[0] ?? ""}-`;
  const found = new Set<InducedFault>();
  for (const { word, fault, verbs } of spellings) {
    if (!rest.includes(word)) continue;
    if (verbs.includes(verb)) found.add(fault);
    rest = rest.replaceAll(word, "--");
  }
  return found;
}
