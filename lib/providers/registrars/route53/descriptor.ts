import type { RegistrarDescriptor } from "../contract";

export const route53Descriptor: RegistrarDescriptor = {
  id: "route53",
  label: "Amazon Route 53",
  useCase: "Sell under your own AWS account, with a DNS zone made for each name. Premium names are not sold.",
  credentials: [
    {
      field: "accessKeyId",
      label: "Access key ID",
      secret: false,
      help: "Of an IAM user that may call route53domains:* and route53:CreateHostedZone.",
    },
    { field: "secretAccessKey", label: "Secret access key", secret: true, help: "Shown by AWS once, with the key ID." },
  ],
  capabilities: {
    suggestions: true,
    prices: true,
    premium: false,
    contactHandles: false,
    createsZone: true,
    renew: true,
    transferIn: true,
    lock: true,
    privacy: true,
    autoRenew: true,
    authCode: true,
    // Restoring goes through AWS support: the API has no operation for it.
    restore: false,
    charges: true,
  },
  preCharge: { days: 35, byTld: { "com.ar": 30, "com.br": 30, jp: 30 } },
  // AWS publishes no request rate for this service; these are cautious.
  limits: { requestsPerSecond: 2, concurrent: 4, namesPerAvailabilityCall: 1, settleDelaySeconds: 60 },
  dnsHost: "route53",
  verifiedOn: "2026-11-20",
};
