import { describe, expect, it } from "vitest";
import { useTestDatabase } from "@/db/test-database";
import { ManualClock } from "@/lib/kernel/clock";
import type { Ctx } from "@/lib/kernel/context";
import { concerns, liveStream } from "./live-stream";

const database = useTestDatabase();
const clock = new ManualClock();
const owner: Ctx = {
  actor: { kind: "user", userId: "usr_1", role: "owner" },
  merchantId: "mer_1",
  clock,
  requestId: "req_1",
};
const admin: Ctx = { actor: { kind: "admin", userId: "usr_2" }, merchantId: null, clock, requestId: "req_1" };
const visitor: Ctx = { actor: { kind: "visitor" }, merchantId: null, clock, requestId: "req_1" };

const notify = (change: Record<string, string | null>) =>
  database.sql.notify("nameplate_live", JSON.stringify({ merchantId: null, orderId: null, domainId: null, ...change }));

function open(ctx: Ctx, options: { stillHolds?: () => Promise<boolean>; recheckMs?: number; order?: string } = {}) {
  const abort = new AbortController();
  const stream = liveStream({
    ctx,
    watched: { order: options.order },
    signal: abort.signal,
    stillHolds: options.stillHolds ?? (async () => true),
    heartbeatMs: 60_000,
    recheckMs: options.recheckMs ?? 3000,
  });
  const reader = stream.pipeThrough(new TextDecoderStream() as ReadableWritablePair<string, Uint8Array>).getReader();
  return { abort, next: async () => (await reader.read()).value };
}

describe("live changes", () => {
  it("concern a merchant's own rows, all rows for an admin, and nothing for a visitor", () => {
    const change = { merchantId: "mer_1", orderId: "ord_1", domainId: null };
    expect(concerns(change, owner, {})).toBe(true);
    expect(concerns({ ...change, merchantId: "mer_2" }, owner, {})).toBe(false);
    expect(concerns({ ...change, merchantId: null }, owner, {})).toBe(false);
    expect(concerns({ ...change, merchantId: null }, { ...owner, merchantId: null }, {})).toBe(false);
    expect(concerns({ ...change, merchantId: "mer_2" }, admin, {})).toBe(true);
    expect(concerns({ ...change, merchantId: null }, visitor, {})).toBe(false);
    expect(concerns(change, owner, { order: "ord_2" })).toBe(false);
    expect(concerns(change, owner, { order: "ord_1", domain: "dom_1" })).toBe(false);
  });

  it("arrive as they commit, with ids and nothing else, and others' never do", async () => {
    const { next, abort } = open(owner);
    expect(await next()).toContain("event: open");
    await notify({ merchantId: "mer_2", orderId: "ord_foreign" });
    await notify({ merchantId: "mer_1", orderId: "ord_1" });
    expect(await next()).toBe('event: changed\ndata: {"orderId":"ord_1","domainId":null}\n\n');
    abort.abort();
    expect(await next()).toBeUndefined();
  });

  it("survive a message that is not ours", async () => {
    const { next, abort } = open(owner);
    await next();
    await database.sql.notify("nameplate_live", "not json");
    await database.sql.notify("nameplate_live", '{"merchantId":7}');
    await notify({ merchantId: "mer_1", domainId: "dom_1" });
    expect(await next()).toContain("dom_1");
    abort.abort();
  });

  it("end when the session does, before anything more is told", async () => {
    let holds = true;
    const { next } = open(owner, { stillHolds: async () => holds, recheckMs: 0 });
    await next();
    holds = false;
    await notify({ merchantId: "mer_1", orderId: "ord_1" });
    expect(await next()).toBeUndefined();
  });

  it("leave no listener behind when the reader goes", async () => {
    const hub = () => (globalThis as { nameplateLiveHub?: { listeners: Set<unknown> } }).nameplateLiveHub;
    const before = hub()?.listeners.size ?? 0;
    const { next, abort } = open(owner);
    await next();
    expect(hub()?.listeners.size).toBe(before + 1);
    abort.abort();
    expect(hub()?.listeners.size).toBe(before);
  });
});
