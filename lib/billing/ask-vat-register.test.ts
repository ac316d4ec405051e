import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { eq } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { db } from "@/db/client";
import { makeMember } from "@/db/factories";
import { auditLog } from "@/db/schema";
import { useTestDatabase } from "@/db/test-database";
import { ManualClock } from "@/lib/kernel/clock";
import { resetEnv } from "@/lib/kernel/env";
import { getBilling, saveBilling } from "./billing-details";

useTestDatabase();
const clock = new ManualClock("2026-11-20T12:00:00Z");
const address = { name: "Brume SARL", addressLine1: "1 rue Haute", city: "Lyon", postalCode: "69001", country: "FR" };
const valid = { isValid: true, userError: "VALID", name: "SARL BRUME", requestIdentifier: "WAPIAAAAY" };
let register: Server;
let asked: string[] = [];
let says: { status: number; body: unknown } = { status: 200, body: valid };
let owner: Awaited<ReturnType<typeof makeMember>>;

beforeAll(async () => {
  register = createServer((request, response) => {
    asked.push(request.url ?? "");
    response.writeHead(says.status, { "content-type": "application/json" }).end(JSON.stringify(says.body));
  });
  await new Promise<void>((listening) => register.listen(0, "127.0.0.1", listening));
  process.env.VAT_CHECK_URL = `http://127.0.0.1:${(register.address() as AddressInfo).port}/rest-api`;
  resetEnv();
});
afterAll(async () => {
  delete process.env.VAT_CHECK_URL;
  resetEnv();
  await new Promise((closed) => register.close(closed));
});
beforeEach(async () => {
  asked = [];
  says = { status: 200, body: valid };
  owner = await makeMember({ clock });
});

describe("AN-18: the register of VAT ids", () => {
  it("is asked once when an id is given, and its answer is kept as evidence", async () => {
    await saveBilling(owner.ctx, { ...address, vatId: "FR12345678901" });
    await saveBilling(owner.ctx, { ...address, city: "Paris", vatId: "FR12345678901" });
    expect(asked).toEqual(["/rest-api/ms/FR/vat/12345678901"]);
    const [row] = await db().select().from(auditLog).where(eq(auditLog.subjectId, owner.merchant.id));
    expect(row?.after).toMatchObject({ register: { state: "valid", name: "SARL BRUME", reference: "WAPIAAAAY" } });
  });

  it("refuses an id that it does not know, and nothing is saved", async () => {
    says = { status: 200, body: { isValid: false, userError: "INVALID", name: "---" } };
    await expect(saveBilling(owner.ctx, { ...address, vatId: "FR12345678901" })).rejects.toMatchObject({
      fields: { vatId: expect.stringContaining("does not know FR12345678901") },
    });
    expect(await getBilling(owner.ctx)).toMatchObject({ vatId: "", given: false });
  });

  it.each([
    ["a member state is down", 200, { isValid: false, userError: "MS_UNAVAILABLE" }],
    ["it is busy", 200, { actionSucceed: false, errorWrappers: [{ error: "MS_MAX_CONCURRENT_REQ" }] }],
    ["it is broken", 500, "oops"],
    ["it answers something else", 200, "hello"],
  ])("counts for nothing while %s: the form decides", async (_, status, body) => {
    says = { status, body };
    const saved = await saveBilling(owner.ctx, { ...address, vatId: "FR12345678901" });
    expect(saved.vatId).toBe("FR12345678901");
    const [row] = await db().select().from(auditLog).where(eq(auditLog.subjectId, owner.merchant.id));
    expect(row?.after).toMatchObject({ register: { state: "unknown" } });
  });

  it("knows Greece as EL, and is not asked about other countries", async () => {
    await saveBilling(owner.ctx, { ...address, country: "GR", vatId: "EL123456789" });
    await saveBilling(owner.ctx, { ...address, country: "GB", vatId: "GB123456789" });
    expect(asked).toEqual(["/rest-api/ms/EL/vat/123456789"]);
  });
});
