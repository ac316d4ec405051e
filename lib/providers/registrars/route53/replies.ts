import { z } from "zod";

/** What is believed of Route 53 Domains' replies (API 2014-05-15), as the SDK decodes them. Unlisted members are dropped. */
export const started = z.object({ OperationId: z.string().min(1) });
export const nothing = z.object({});

export const availability = z.object({ Availability: z.string() });
export const suggestions = z.object({
  SuggestionsList: z.array(z.object({ DomainName: z.string(), Availability: z.string().optional() })).default([]),
});
export const transferability = z.object({
  Transferability: z.object({ Transferable: z.string() }),
  Message: z.string().optional(),
});

const price = z.object({ Price: z.number().nonnegative(), Currency: z.string().length(3) });
export const prices = z.object({
  Prices: z
    .array(
      z.object({
        Name: z.string(),
        RegistrationPrice: price.optional(),
        RenewalPrice: price.optional(),
        TransferPrice: price.optional(),
        RestorationPrice: price.optional(),
      }),
    )
    .default([]),
  NextPageMarker: z.string().optional(),
});
export type DomainPrice = z.infer<typeof prices>["Prices"][number];

const operationFields = z.object({
  OperationId: z.string().min(1),
  Status: z.enum(["SUBMITTED", "IN_PROGRESS", "ERROR", "SUCCESSFUL", "FAILED"]),
  Type: z.string(),
  DomainName: z.string().optional(),
  Message: z.string().optional(),
  StatusFlag: z.string().optional(),
  SubmittedDate: z.date(),
  LastUpdatedDate: z.date().optional(),
});
export const operation = operationFields;
export type Operation = z.infer<typeof operationFields>;
export const operations = z.object({
  Operations: z.array(operationFields).default([]),
  NextPageMarker: z.string().optional(),
});

export const domainDetail = z.object({
  DomainName: z.string().min(1),
  Nameservers: z.array(z.object({ Name: z.string() })).default([]),
  /** Never guessed: the promise that auto-renew is off is checked against this. */
  AutoRenew: z.boolean(),
  RegistrantContact: z.object({ Email: z.string().optional() }).optional(),
  RegistrantPrivacy: z.boolean().optional(),
  CreationDate: z.date().optional(),
  ExpirationDate: z.date().optional(),
  StatusList: z.array(z.string()).default([]),
  DnssecKeys: z
    .array(
      z.object({
        KeyTag: z.number().optional(),
        Algorithm: z.number().optional(),
        DigestType: z.number().optional(),
        Digest: z.string().optional(),
      }),
    )
    .default([]),
});
export type DomainDetail = z.infer<typeof domainDetail>;

export const domainList = z.object({
  Domains: z
    .array(
      z.object({
        DomainName: z.string().min(1),
        AutoRenew: z.boolean().optional(),
        TransferLock: z.boolean().optional(),
        Expiry: z.date().optional(),
      }),
    )
    .default([]),
  NextPageMarker: z.string().optional(),
});

export const billing = z.object({
  BillingRecords: z
    .array(
      z.object({
        DomainName: z.string().optional(),
        Operation: z.string().optional(),
        InvoiceId: z.string().optional(),
        BillDate: z.date(),
        Price: z.number(),
      }),
    )
    .default([]),
  NextPageMarker: z.string().optional(),
});

export const authCode = z.object({ AuthCode: z.string().min(1) });
export const reachability = z.object({ status: z.string().optional() });
