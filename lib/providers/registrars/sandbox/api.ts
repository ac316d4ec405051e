import { z } from "zod";
import { createHttp, type Http, type HttpRequest } from "../../http";
import type { RegistrarSetup, WriteVerb } from "../contract";

/** The sandbox registrar's API as docs/sandbox.md has it. */
const instant = z.iso.datetime().transform((text) => new Date(text));
const minor = z.int().nonnegative();
const currency = z.string().length(3);

export const operationSchema = z.object({
  id: z.string().min(1),
  name: z.string(),
  state: z.enum(["pending", "done", "refused"]),
  submittedAt: instant,
  updatedAt: instant,
  reason: z.string().optional(),
  message: z.string().nullish(),
  field: z.string().optional(),
  stage: z.enum(["owner", "registry"]).optional(),
  waitsForPerson: z.boolean().optional(),
});
export type WireOperation = z.infer<typeof operationSchema>;

const refusalSchema = z.object({
  error: z.object({ code: z.string(), message: z.string(), field: z.string().optional() }),
});
/** A write is taken on (with its operation) or refused (422; 404 where the name is not ours). */
const writeSchema = z.union([z.object({ operation: operationSchema }), refusalSchema]);
const doneSchema = z.union([z.object({ done: z.literal(true) }), refusalSchema]);
export type WireDone = z.infer<typeof doneSchema>;
export type WireWrite = z.infer<typeof writeSchema>;

const domainSchema = z.object({
  name: z.string(),
  createdAt: instant,
  expiresAt: instant.nullable(),
  statuses: z.array(z.string()),
  nameServers: z.array(z.string()),
  autoRenew: z.boolean(),
  locked: z.boolean(),
  privacy: z.boolean(),
  registrantEmail: z.string(),
  registrantVerified: z.boolean(),
});

const availabilitySchema = z.object({
  results: z.array(
    z.object({
      name: z.string(),
      status: z.enum(["available", "taken", "premium", "reserved", "unsupported"]),
      reason: z.string().optional(),
      premium: z.object({ registerMinor: minor, renewMinor: minor, currency }).optional(),
    }),
  ),
});

const pricesSchema = z.object({
  currency,
  prices: z.array(
    z.object({
      tld: z.string(),
      registerMinor: minor,
      renewMinor: minor,
      transferMinor: minor.nullable(),
      restoreMinor: minor.nullable(),
    }),
  ),
  next: z.string().nullable(),
});

const priceSchema = z.object({
  price: z.object({ registerMinor: minor, renewMinor: minor, premium: z.boolean(), currency }).nullable(),
});

const transferabilitySchema = z.object({
  verdict: z.enum(["transferable", "not_transferable", "already_here", "premium", "unknown"]),
  reason: z.string().optional(),
  blockers: z.array(
    z.object({
      kind: z.enum(["locked", "too_young", "in_redemption", "auth_code", "under_way", "other"]),
      until: instant.nullable(),
      message: z.string(),
    }),
  ),
  authCodeRequired: z.boolean(),
});

const listingSchema = z.object({
  domains: z.array(
    z.object({ name: z.string(), expiresAt: instant.nullable(), autoRenew: z.boolean(), locked: z.boolean() }),
  ),
  next: z.string().nullable(),
});

const chargesSchema = z.object({
  charges: z.array(
    z.object({
      id: z.int(),
      operationId: z.string(),
      name: z.string(),
      verb: z.string(),
      amountMinor: z.int(),
      currency,
      chargedAt: instant,
    }),
  ),
  next: z.string().nullable(),
});

const errorSchema = z.object({ error: z.object({ code: z.string(), message: z.string() }) });

export type SandboxRegistrarApi = ReturnType<typeof createApi>;

const defaultBaseUrl = "http://127.0.0.1:3053/registrar";

export function createApi(setup: RegistrarSetup) {
  const http: Http = createHttp({
    vendor: "sandbox",
    baseUrl: setup.baseUrl ?? defaultBaseUrl,
    timeoutMs: 15_000,
    trace: setup.trace,
    clock: setup.clock,
    headers: { authorization: `Bearer ${setup.credentials.apiKey ?? ""}` },
    describeError: (body) => errorSchema.safeParse(body).data?.error,
  });
  const read = <Schema extends z.ZodType>(
    verb: string,
    path: string,
    schema: Schema,
    rest: Partial<HttpRequest<Schema>> = {},
  ) => http.request({ verb, path, schema, method: "GET", write: false, ...rest });
  const write = (verb: string, method: "POST" | "PUT", path: string, body: unknown) =>
    http.request({ verb, path, body, method, schema: writeSchema, write: true, alsoAnswers: [404, 422] });
  /** Changes that are done when they are answered. */
  const ask = (verb: string, path: string, method: "POST" | "DELETE" = "POST") =>
    http.request({ verb, path, method, schema: doneSchema, write: true, alsoAnswers: [404, 422] });
  const at = (name: string) => `/v1/domains/${encodeURIComponent(name)}`;

  return {
    availability: (names: readonly string[], signal: AbortSignal | undefined) =>
      read("availability", "/v1/availability", availabilitySchema, { method: "POST", body: { names }, signal }),
    suggestions: (query: string, count: number) =>
      read(
        "suggestions",
        "/v1/suggestions",
        z.object({ suggestions: z.array(z.object({ name: z.string(), reason: z.string() })) }),
        {
          query: { query, count },
        },
      ),
    prices: (tlds: readonly string[] | undefined, cursor: string | undefined) =>
      read(
        "prices",
        `/v1/prices${tlds ? `?${new URLSearchParams(tlds.map((tld) => ["tld", tld]))}` : ""}`,
        pricesSchema,
        {
          query: { cursor },
        },
      ),
    price: (name: string, years: number) =>
      read("price", `/v1/names/${encodeURIComponent(name)}/price`, priceSchema, { query: { years } }),
    transferability: (name: string, authCode: string | undefined) =>
      read("transferability", `/v1/names/${encodeURIComponent(name)}/transferability`, transferabilitySchema, {
        method: "POST",
        body: { authCode },
      }),
    createContact: (contact: unknown) =>
      http.request({
        verb: "create_contact",
        method: "POST",
        path: "/v1/contacts",
        body: { contact },
        write: true,
        schema: z.object({ handle: z.string().min(1) }),
      }),
    register: (body: unknown) => write("register", "POST", "/v1/registrations", body),
    transfer: (body: unknown) => write("transfer", "POST", "/v1/transfers", body),
    renew: (name: string, body: unknown) => write("renew", "POST", `${at(name)}/renewals`, body),
    restore: (name: string, body: unknown) => write("restore", "POST", `${at(name)}/restorations`, body),
    cancelTransfer: (ref: string) => ask("cancel_transfer", `/v1/operations/${encodeURIComponent(ref)}/cancel`),
    mailOwner: (ref: string) => ask("mail_owner", `/v1/operations/${encodeURIComponent(ref)}/mail`),
    mailRegistrant: (name: string) => ask("mail_registrant", `${at(name)}/verification-mail`),
    delete: (name: string) => ask("delete", at(name), "DELETE"),
    nameServers: (name: string, body: unknown) => write("name_servers", "PUT", `${at(name)}/name-servers`, body),
    lock: (name: string, on: boolean) => write("lock", "PUT", `${at(name)}/lock`, { on }),
    privacy: (name: string, on: boolean) => write("privacy", "PUT", `${at(name)}/privacy`, { on }),
    contacts: (name: string, contact: unknown) => write("contacts", "PUT", `${at(name)}/contacts`, { contact }),
    autoRenew: (name: string, on: boolean) =>
      http.request({
        verb: "auto_renew",
        method: "PUT",
        path: `${at(name)}/auto-renew`,
        body: { on },
        write: true,
        schema: doneSchema,
        alsoAnswers: [404],
      }),
    authCode: (name: string) =>
      read("auth_code", `${at(name)}/auth-code`, z.object({ authCode: z.string().min(1) }), { method: "POST" }),
    operation: (ref: string) =>
      read("operation", `/v1/operations/${encodeURIComponent(ref)}`, z.object({ operation: operationSchema })),
    operations: (query: { verb: WriteVerb; since: string; name: string; cursor: string | undefined }) =>
      read(
        "operations",
        "/v1/operations",
        z.object({ operations: z.array(operationSchema), next: z.string().nullable() }),
        {
          query,
        },
      ),
    domain: (name: string) => read("domain", at(name), z.object({ domain: domainSchema })),
    account: () => read("account", "/v1/account", z.object({ balanceMinor: z.int().nullable(), currency })),
    charges: (query: { since: string; until: string; cursor: string | undefined }) =>
      read("charges", "/v1/charges", chargesSchema, { query }),
    domains: (cursor: string | undefined) =>
      read("domains", "/v1/domains", listingSchema, { query: { cursor, limit: 500 } }),
  };
}
