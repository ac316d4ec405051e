import { createHash } from "node:crypto";
import { eq } from "drizzle-orm";
import { describe, expect, it } from "vitest";
import { db } from "@/db/client";
import { idempotencyKeys } from "@/db/schema";
import { useTestDatabase } from "@/db/test-database";
import { forgetIdempotencyKeys } from "@/lib/api/forget-idempotency-keys";
import { ApiRefusal } from "@/lib/api/problem";
import { DAY, HOUR, MINUTE } from "@/lib/kernel/clock";
import { AppError } from "@/lib/kernel/errors";
import { usePainter } from "./test-painter";

const database = useTestDatabase();
const painter = usePainter();

describe("AN-55: an Idempotency-Key", () => {
  it("gets the same answer for a day, and the thing is painter.done once", async () => {
    const first = await painter.send({ key: "k1" });
    painter.clock.advance(23 * HOUR);
    const again = await painter.send({ key: "k1" });
    expect(again.status).toBe(201);
    expect(again.body).toEqual(first.body);
    expect(again.headers.get("location")).toBe("/api/v1/things/1");
    expect(again.headers.get("idempotency-replayed")).toBe("true");
    expect(first.headers.get("idempotency-replayed")).toBeNull();
    expect(painter.done).toBe(1);
    painter.clock.advance(HOUR);
    expect((await painter.send({ key: "k1" })).body.times).toBe(2);
  });

  it("does the thing once for twenty at once; who comes too early is told to wait", async () => {
    let open = () => {};
    painter.gate = new Promise((resolve) => {
      open = resolve;
    });
    const answers = Array.from({ length: 20 }, () => painter.send({ key: "race" }));
    const early = await Promise.race(answers);
    expect(early.body).toMatchObject({ status: 409, code: "conflict" });
    open();
    const statuses = (await Promise.all(answers)).map(({ status }) => status);
    expect(statuses.filter((status) => status === 201)).toHaveLength(1);
    expect(statuses.filter((status) => status === 409)).toHaveLength(19);
    expect(painter.done).toBe(1);
    expect((await painter.send({ key: "race" })).status).toBe(201);
    expect(painter.done).toBe(1);
  });

  it("with another body, path or query is a 422 and does nothing", async () => {
    await painter.send({ key: "k2" });
    for (const other of [{ body: { colour: "blue" } }, { name: "door" }, { query: "?coats=2" }]) {
      const answer = await painter.send({ key: "k2", ...other });
      expect(answer.body).toMatchObject({ status: 422, errors: [{ field: "Idempotency-Key" }] });
    }
    expect(painter.done).toBe(1);
    expect((await painter.send({ key: "k2", raw: '{ "colour" : "red" }' })).headers.get("idempotency-replayed")).toBe(
      "true",
    );
  });

  it("keeps a painter.refusal like any other answer", async () => {
    painter.refusal = new ApiRefusal("payment_required", "There is no saved card. Nothing was charged.");
    const first = await painter.send({ key: "k3" });
    painter.refusal = null;
    const again = await painter.send({ key: "k3" });
    expect(first.status).toBe(402);
    expect([again.status, again.body]).toEqual([402, first.body]);
    expect(again.headers.get("content-type")).toBe("application/problem+json");
    expect(painter.done).toBe(1);
  });

  it("does not keep what says try again", async () => {
    for (const error of [new Error("lost"), new AppError("conflict", "It is busy. Nothing was charged.")]) {
      painter.refusal = error;
      expect((await painter.send({ key: "k4" })).status).toBeGreaterThanOrEqual(409);
    }
    painter.refusal = null;
    expect((await painter.send({ key: "k4" })).status).toBe(201);
  });

  it("is one token's own", async () => {
    await painter.send({ key: "k5" });
    const { secret: other } = await painter.tokenOf(painter.member.ctx);
    expect((await painter.send({ key: "k5", token: other })).body.times).toBe(2);
  });

  it("whose request broke off with its process is taken up again after two minutes, and not before", async () => {
    const { key, requestHash } = await keptRow();
    await db().update(idempotencyKeys).set({ status: null, response: null }).where(eq(idempotencyKeys.key, key));
    painter.clock.advance(2 * MINUTE - 1);
    expect((await painter.send({ key })).status).toBe(409);
    painter.clock.advance(1);
    expect((await painter.send({ key, body: { colour: "blue" } })).status).toBe(422);
    expect((await painter.send({ key })).status).toBe(201);
    expect((await keptRow()).requestHash).toBe(requestHash);
  });

  it("leaves nothing in the table that a body could be guessed from, and no token anywhere", async () => {
    const row = await keptRow();
    const everything = await database.sql`
      select json_agg(t)::text as all from (select * from api_tokens) t
      union all select json_agg(a)::text from audit_log a union all select json_agg(r)::text from rate_limits r
      union all select json_agg(i)::text from idempotency_keys i`;
    expect(JSON.stringify(everything)).not.toContain(painter.secret);
    expect(JSON.stringify(everything)).toContain(row.requestHash);
    const plain = createHash("sha256")
      .update('["POST","/api/v1/things/wall/paint","",{"colour":"red"}]')
      .digest("base64url");
    expect(row.requestHash).not.toBe(plain);
  });

  async function keptRow() {
    await painter.send({ key: "kept" });
    const [row] = await db().select().from(idempotencyKeys).where(eq(idempotencyKeys.tokenId, painter.tokenId));
    if (!row) throw new Error("Nothing was kept.");
    return row;
  }
});

describe("keys that are kept no longer", () => {
  it("are forgotten after a day, and not before", async () => {
    await db().delete(idempotencyKeys);
    await painter.send({ key: "old" });
    painter.clock.advance(DAY);
    await painter.send({ key: "new" });
    expect(await forgetIdempotencyKeys(painter.clock)).toBe(0);
    painter.clock.advance(1);
    expect(await forgetIdempotencyKeys(painter.clock)).toBe(1);
    const rows = await db().select().from(idempotencyKeys).where(eq(idempotencyKeys.tokenId, painter.tokenId));
    expect(rows.map(({ key }) => key)).toEqual(["new"]);
  });
});
