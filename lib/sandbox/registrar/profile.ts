/** How the sandbox registrar behaves as a whole: real ones differ in exactly these ways. */
export type RegistrarProfile = {
  /** `sync` answers done at once; `async` answers pending and finishes after a seeded delay. */
  mode: "sync" | "async";
  /** A repeated registration of the same name by the same account returns the first one's operation. */
  idempotent: boolean;
  /** For how long details, lists and operation lists do not show what is new. An operation asked for by its id is always there. */
  lagSeconds: number;
  /** Changes the seeded delays. */
  seed: string;
};

export const registrarProfiles = {
  async: { mode: "async", idempotent: false, lagSeconds: 0, seed: "0" },
  sync: { mode: "sync", idempotent: false, lagSeconds: 0, seed: "0" },
  idempotent: { mode: "async", idempotent: true, lagSeconds: 0, seed: "0" },
  lagging: { mode: "async", idempotent: false, lagSeconds: 90, seed: "0" },
  /** Goes with `control.setBalance`, which it sets to 25.00 USD. */
  "balance-limited": { mode: "async", idempotent: false, lagSeconds: 0, seed: "0" },
} as const satisfies Record<string, RegistrarProfile>;

export type RegistrarProfileName = keyof typeof registrarProfiles;
