import type { RegistrarDescriptor } from "../contract";

export const descriptor: RegistrarDescriptor = {
  id: "sandbox",
  label: "Sandbox registrar",
  useCase: "A registrar on this machine for trying everything out: no account, no money, no real names.",
  credentials: [
    {
      field: "apiKey",
      label: "API key",
      secret: true,
      help: "The platform's own account has the key “sandbox”. Others are made over /control.",
    },
  ],
  capabilities: {
    suggestions: true,
    prices: true,
    premium: true,
    contactHandles: true,
    createsZone: false,
    renew: true,
    transferIn: true,
    lock: true,
    privacy: true,
    autoRenew: true,
    authCode: true,
    restore: true,
    charges: true,
  },
  preCharge: { days: 35, byTld: {} },
  limits: {
    requestsPerSecond: 50,
    concurrent: 8,
    namesPerAvailabilityCall: 50,
    settleDelaySeconds: 120,
  },
  dnsHost: "sandbox",
  verifiedOn: "2026-11-20",
};
