import { z } from "zod";
import { createHttp } from "../../http";
import type { DnsHostSetup } from "../contract";

/** The sandbox DNS host's API as docs/sandbox.md has it. Values are in zone-file form, TXT quoted. */
export const recordTypes = ["A", "AAAA", "CAA", "CNAME", "MX", "NS", "SOA", "SRV", "TXT"] as const;

const zoneSchema = z.object({
  id: z.string().min(1),
  name: z.string(),
  nameServers: z.array(z.string()).min(1),
  callerReference: z.string().nullable(),
});
const setSchema = z.object({
  name: z.string(),
  type: z.enum(recordTypes),
  ttlSeconds: z.int().nonnegative(),
  values: z.array(z.string()),
});
const changeSchema = z.object({
  change: z.object({
    id: z.string().min(1),
    state: z.enum(["pending", "in_sync"]),
    submittedAt: z.iso.datetime().transform((text) => new Date(text)),
  }),
});
const errorSchema = z.object({ error: z.object({ code: z.string(), message: z.string() }) });

export type WireZone = z.infer<typeof zoneSchema>;
export type WireRecordSet = z.infer<typeof setSchema>;
export type SandboxDnsApi = ReturnType<typeof createApi>;

const defaultBaseUrl = "http://127.0.0.1:3053/dns";

export function createApi(setup: DnsHostSetup) {
  const http = createHttp({
    vendor: "sandbox-dns",
    baseUrl: setup.baseUrl ?? defaultBaseUrl,
    timeoutMs: 15_000,
    trace: setup.trace,
    clock: setup.clock,
    headers: { authorization: `Bearer ${setup.credentials.apiKey ?? ""}` },
    describeError: (body) => errorSchema.safeParse(body).data?.error,
  });
  const zonePath = (id: string) => `/v1/zones/${encodeURIComponent(id)}`;
  const read = { method: "GET", write: false } as const;
  const write = { method: "POST", write: true } as const;
  return {
    createZone: (body: { name: string; callerReference: string }) =>
      http.request({ ...write, verb: "create_zone", path: "/v1/zones", body, schema: z.object({ zone: zoneSchema }) }),
    zones: (name: string) =>
      http.request({
        ...read,
        verb: "zones",
        path: "/v1/zones",
        query: { name },
        schema: z.object({ zones: z.array(zoneSchema) }),
      }),
    zone: (id: string) =>
      http.request({ ...read, verb: "zone", path: zonePath(id), schema: z.object({ zone: zoneSchema }) }),
    recordSets: (id: string, cursor: string | undefined) =>
      http.request({
        ...read,
        verb: "record_sets",
        path: `${zonePath(id)}/record-sets`,
        query: { cursor },
        schema: z.object({ recordSets: z.array(setSchema), next: z.string().nullable() }),
      }),
    change: (id: string, changes: { action: "put" | "delete"; set: WireRecordSet }[]) =>
      http.request({
        ...write,
        verb: "change",
        path: `${zonePath(id)}/changes`,
        body: { changes },
        schema: changeSchema,
      }),
    changeState: (ref: string) =>
      http.request({
        ...read,
        verb: "change_state",
        path: `/v1/changes/${encodeURIComponent(ref)}`,
        schema: changeSchema,
      }),
    deleteZone: (id: string) =>
      http.request({
        ...write,
        method: "DELETE",
        verb: "delete_zone",
        path: zonePath(id),
        schema: z.object({ done: z.literal(true) }),
      }),
  };
}
