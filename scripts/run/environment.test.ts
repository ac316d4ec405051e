import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import {
  addSandboxStripe,
  checkEnvironment,
  composeEnvironment,
  hermeticEnvironment,
  readGivenEnvironment,
} from "./environment.mjs";
import { root } from "./paths.mjs";
import { loadSecrets } from "./secrets.mjs";

const folder = mkdtempSync(join(tmpdir(), "nameplate-environment-"));
const secrets = loadSecrets(folder);
rmSync(folder, { recursive: true });

test("an empty environment becomes one that the product accepts, with the sandbox for everything", async () => {
  const { env, embeddedDatabase, sandbox } = composeEnvironment({}, secrets, "production");
  addSandboxStripe(env, secrets, 3053);
  const parsed = await checkEnvironment(env);
  expect([embeddedDatabase, sandbox]).toEqual([true, { stripe: true, aws: true }]);
  expect(parsed.STRIPE_API_BASE_URL).toBe("http://127.0.0.1:3053/stripe");
  expect(env.NEXTAUTH_URL).toBe("http://localhost:3000");
});

test("with credentials for Stripe and AWS nothing asks for the sandbox", () => {
  const given = { STRIPE_SECRET_KEY: "sk_test_1", STRIPE_WEBHOOK_SECRET: "whsec_1", AWS_ACCESS_KEY_ID: "A" };
  expect(composeEnvironment(given, secrets, "production").sandbox).toEqual({ stripe: false, aws: false });
});

test("a given secret wins over the one made here", () => {
  const { env } = composeEnvironment({ NEXTAUTH_SECRET: "mine" }, secrets, "production");
  expect(env.NEXTAUTH_SECRET).toBe("mine");
  expect(env.NAMEPLATE_MASTER_KEY).toBe(secrets.NAMEPLATE_MASTER_KEY);
});

test("every mistake of an environment is listed, with what to do", async () => {
  const given = { PORT: "many", DATABASE_URL: "mysql://x", INNGEST_ENGINE: "cron" };
  const { env } = composeEnvironment(given, secrets, "production");
  await expect(checkEnvironment(env)).rejects.toMatchObject({
    message: expect.stringMatching(/3 mistake.*PORT.*DATABASE_URL.*INNGEST_ENGINE/s),
    remedy: expect.stringContaining(".env"),
  });
});

test("half of a pair of Stripe credentials is a mistake, not a reason to use the sandbox", async () => {
  const { env, sandbox } = composeEnvironment({ STRIPE_WEBHOOK_SECRET: "whsec_1" }, secrets, "production");
  expect(sandbox.stripe).toBe(false);
  await expect(checkEnvironment(env)).rejects.toThrow(/STRIPE_SECRET_KEY/);
});

test("a variable of the shell wins over .env", () => {
  const home = mkdtempSync(join(tmpdir(), "nameplate-dotenv-"));
  onTestFinished(() => rmSync(home, { recursive: true }));
  writeFileSync(join(home, ".env"), 'PORT=4000\n# no\nAPP_URL="https://a.example"\n');
  expect(readGivenEnvironment(home, { PORT: "5000" })).toEqual({ PORT: "5000", APP_URL: "https://a.example" });
});

test("a test's environment has nothing of the shell that leads outside, and says so against .env", async () => {
  const shell = {
    PATH: "/bin",
    STRIPE_SECRET_KEY: "sk_live_1",
    AWS_PROFILE: "work",
    DATABASE_URL: "postgres://real/db",
  };
  const env = hermeticEnvironment(shell);
  expect(env.PATH).toBe("/bin");
  expect([env.STRIPE_SECRET_KEY, env.AWS_ACCESS_KEY_ID]).toEqual(["", ""]);
  expect(Object.keys(env)).not.toEqual(expect.arrayContaining(["AWS_PROFILE"]));
  expect(env.DATABASE_URL).toBeUndefined();
  await checkEnvironment(composeEnvironment(env, secrets, "production").env);
});

test(".env.example documents every variable that the product reads, and no other", () => {
  const schema = readFileSync(join(root, "lib/kernel/env.ts"), "utf8");
  const read = [...schema.matchAll(/^ {4}([A-Z][A-Z0-9_]+):/gm)].map((match) => match[1]);
  const example = readFileSync(join(root, ".env.example"), "utf8");
  const documented = [...example.matchAll(/^#?([A-Z][A-Z0-9_]+)=/gm)].map((match) => match[1]);
  expect(read.length).toBeGreaterThan(20);
  expect(documented.sort()).toEqual(read.sort());
});
