import { NextRequest } from "next/server";
import { afterEach, describe, expect, it } from "vitest";
import { resetEnv } from "@/lib/kernel/env";
import { GET, POST, PUT } from "./route";

const call = (method: "GET" | "POST" | "PUT", headers: Record<string, string> = {}, query = "") => {
  const body =
    method === "GET"
      ? {}
      : { body: JSON.stringify({ event: { name: "order/item-due", data: { itemId: "itm_1" } }, steps: {} }) };
  const request = new NextRequest(`http://localhost/api/inngest${query}`, { method, headers, ...body });
  const handlers = { GET, POST, PUT };
  return handlers[method](request, undefined) as Promise<Response>;
};

afterEach(() => {
  process.env.INNGEST_ENGINE = "embedded";
  resetEnv();
});

describe("the job endpoint", () => {
  it.each(["GET", "POST", "PUT"] as const)("%s is not there with the embedded engine", async (method) => {
    process.env.INNGEST_ENGINE = "embedded";
    resetEnv();
    const response = await call(
      method,
      { "x-inngest-signature": "t=1&s=abc" },
      "?fnId=nameplate-fulfil-item&stepId=step",
    );
    expect(response.status).toBe(404);
    expect(await response.text()).toBe("");
  });

  it.each<[string, Record<string, string>]>([
    ["no signature", {}],
    ["an empty signature", { "x-inngest-signature": "" }],
    [
      "a signature of now with a wrong key",
      { "x-inngest-signature": `t=${Math.floor(performance.timeOrigin / 1000)}&s=${"0".repeat(64)}` },
    ],
    ["a signature that is old", { "x-inngest-signature": `t=1&s=${"0".repeat(64)}` }],
    ["the word of a development server", { "x-inngest-server-kind": "dev" }],
  ])("with an Inngest server nothing runs for a caller with %s", async (_, headers) => {
    Object.assign(process.env, { INNGEST_ENGINE: "inngest", INNGEST_BASE_URL: "http://127.0.0.1:9" });
    resetEnv();
    const response = await call("POST", headers, "?fnId=nameplate-fulfil-item&stepId=step");
    expect(response.status).toBeGreaterThanOrEqual(400);
    const text = await response.text();
    expect(text).not.toContain("00112233445566778899aabbccddeeff");
  });

  it("introspection by a stranger tells no key and no function", async () => {
    Object.assign(process.env, { INNGEST_ENGINE: "inngest", INNGEST_BASE_URL: "http://127.0.0.1:9" });
    resetEnv();
    const text = await (await call("GET")).text();
    expect(text).not.toContain("signkey-");
    expect(text).not.toContain("00112233445566778899aabbccddeeff");
    expect(text).not.toContain("fulfil-item");
  });
});
