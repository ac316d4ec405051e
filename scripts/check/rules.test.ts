import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { beforeEach, expect, test } from "vitest";
import { circlesOf, findBreaches } from "./boundaries";
import { findDeadCitations, findHouseBreaches } from "./house-rules";
import { listFiles, readSourceFiles } from "./source-files";

let root = "";
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "nameplate-rules-"));
  execFileSync("git", ["init", "-q"], { cwd: root });
  put("tsconfig.json", JSON.stringify({ compilerOptions: { paths: { "@/*": ["./*"] } } }));
  for (const path of [
    "lib/kernel/ids",
    "lib/providers/http",
    "lib/orders/place",
    "lib/orders/rows",
    "lib/billing/pay",
  ]) {
    put(`${path}.ts`, "export const it = 1;\nexport type It = 1;");
  }
  for (const path of ["db/client", "app/page", "components/pill", "scripts/tool", "lib/sandbox/main"]) {
    put(`${path}.ts`, "export const it = 1;\nexport type It = 1;");
  }
  return () => rmSync(root, { recursive: true });
});

function put(path: string, text: string): void {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
}

function breaches(path: string, text: string): string[] {
  put(path, text);
  return findBreaches(readSourceFiles(root, listFiles(root)), new Set(["zod"]));
}

const allowed: [string, string][] = [
  ["app/orders.ts", 'import { it } from "@/lib/orders/place";'],
  ["app/pill.tsx", 'import { it } from "@/components/pill";'],
  ["lib/orders/settle.ts", 'import { it } from "@/lib/billing/pay";'],
  ["lib/orders/settle.ts", 'import { it } from "./rows";'],
  ["lib/orders/settle.ts", 'import { it } from "@/lib/providers/http";'],
  ["components/order.tsx", 'import type { It } from "@/lib/orders/place";'],
  ["lib/orders/settle.ts", 'import { z } from "zod"; import { join } from "node:path";'],
  ["lib/orders/settle.test.ts", 'import { it } from "@/app/page"; import { test } from "vitest";'],
];

test.each(allowed)("%s may have: %s", (path, text) => {
  expect(breaches(path, text)).toEqual([]);
});

const forbidden: [string, string, string][] = [
  ["lib/kernel/a.ts", 'import { it } from "@/lib/orders/place";', "kernel must not know upper area"],
  ["lib/providers/a.ts", 'import type { It } from "@/lib/orders/place";', "providers must not know upper area"],
  ["lib/sandbox/a.ts", 'import { it } from "../providers/http";', "sandbox must not know providers"],
  ["lib/billing/a.ts", 'import { it } from "@/lib/orders/place";', "lower area must not know upper area"],
  ["lib/orders/a.ts", 'export { it } from "@/app/page";', "upper area must not know app"],
  ["lib/orders/a.ts", 'const a = await import("@/lib/sandbox/main");', "upper area must not know sandbox"],
  ["app/a.ts", 'import { it } from "@/db/client";', "app must not know db"],
  ["app/a.ts", 'import { it } from "@/lib/providers/http";', "app must not know providers"],
  ["components/a.tsx", 'import { it } from "@/lib/orders/place";', "components must not know upper area"],
  ["lib/domains/a.ts", 'import { it } from "@/lib/orders/rows";', "rows.ts is private"],
  ["lib/orders/a.ts", 'import { it } from "@/scripts/tool";', "stands outside"],
  ["lib/orders/a.ts", 'import { it } from "./place.test";', "only there for tests"],
  ["lib/orders/a.ts", 'import { test } from "vitest";', "not among the dependencies"],
  ["lib/orders/a.ts", 'import { it } from "./nowhere";', "no such file"],
];

test.each(forbidden)("%s must not have: %s", (path, text, reason) => {
  put("lib/orders/place.test.ts", "export const it = 1;");
  expect(breaches(path, text)).toEqual([expect.stringContaining(reason)]);
});

test("a circle of files is found, and one between areas that no circle of files shows", () => {
  put("lib/dns/a.ts", 'import { b } from "./b"; export const a = b;');
  expect(breaches("lib/dns/b.ts", 'import { a } from "./a"; export const b = a;')).toEqual([
    "circle: lib/dns/a.ts → lib/dns/b.ts → lib/dns/a.ts",
  ]);
  put("lib/dns/b.ts", 'export { it } from "@/lib/orders/place";');
  expect(breaches("lib/orders/c.ts", 'import "@/lib/dns/d";')).toContainEqual(expect.stringContaining("no such file"));
  put("lib/dns/d.ts", "export {};");
  expect(breaches("lib/orders/c.ts", 'import "@/lib/dns/d";')).toEqual(["circle: lib/dns → lib/orders → lib/dns"]);
  expect(circlesOf(new Map([["a", new Set(["b"])]]))).toEqual([]);
});

const house: [string, string, string | undefined][] = [
  ["lib/orders/a.ts", "const a = process.env.A;", "only lib/kernel/env.ts reads process.env"],
  ["lib/kernel/env.ts", "const a = process.env.A;", undefined],
  ["lib/orders/a.ts", "const a = Date.now();", "Clock"],
  ["inngest/functions/a.ts", "const a = new Date();", "Clock"],
  ["lib/orders/a.ts", "const a = new Date(5);", undefined],
  ["lib/sandbox/a.ts", "const a = Math.random();", "lib/kernel/ids.ts"],
  ["lib/orders/a.ts", 'if (registrar === "sandbox") buy();', "decides by whether something is the sandbox"],
  ["lib/providers/registrars/registry.ts", 'const a = id === "sandbox" ? 1 : 2;', undefined],
  ["lib/orders/order-utils.ts", "", "its name says nothing"],
  ["lib/orders/useful.ts", "", undefined],
  ["lib/orders/PlaceOrder.ts", "", "kebab-case"],
  ["lib/orders/a.ts", "//\n".repeat(351), "351 lines"],
  ["app/(site)/domains/[domainId]/page.tsx", "", undefined],
];

test.each(house)("house rules on %s: %.60s", (path, text, reason) => {
  put(path, text);
  const found = findHouseBreaches(readSourceFiles(root, [path]));
  expect(found).toEqual(reason ? [expect.stringContaining(reason)] : []);
});

test("a document may only name files that exist", () => {
  put("docs/a.md", "See `lib/orders/place.ts`, lib/gone.ts and [the kernel](../lib/kernel/ids.ts) or [this](lost.md).");
  expect(findDeadCitations(root, ["docs/a.md"])).toEqual([
    "docs/a.md: names lib/gone.ts, which does not exist",
    "docs/a.md: names lost.md, which does not exist",
  ]);
});
