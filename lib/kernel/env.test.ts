import { describe, expect, it } from "vitest";
import { EnvError, parseEnv } from "./env";

const right = {
  DATABASE_URL: "postgres://a@127.0.0.1:5432/x",
  NEXTAUTH_SECRET: "x".repeat(32),
  NAMEPLATE_MASTER_KEY: "0123456789abcdef".repeat(4),
  INNGEST_SIGNING_KEY: "signkey-prod-00112233",
};
const aws = { AWS_ACCESS_KEY_ID: "AKIA1", AWS_SECRET_ACCESS_KEY: "s" };
const stripe = { STRIPE_SECRET_KEY: "sk_test_1", STRIPE_WEBHOOK_SECRET: "whsec_1" };

function mistakes(source: Record<string, string | undefined>): string[] {
  try {
    parseEnv({ ...right, ...source });
    return [];
  } catch (error) {
    if (!(error instanceof EnvError)) throw error;
    return error.mistakes;
  }
}

describe("the environment", () => {
  it("is complete with four variables; everything else has a default", () => {
    expect(parseEnv(right)).toMatchObject({
      PORT: 3000,
      INNGEST_ENGINE: "embedded",
      SANDBOX_PORT: 3053,
      SANDBOX_DNS_PORT: 5533,
    });
  });

  it.each<[string, Record<string, string>, string]>([
    ["PORT", { PORT: "70000" }, "PORT: "],
    ["PORT", { PORT: "http" }, "PORT: "],
    ["DATABASE_URL", { DATABASE_URL: "mysql://x" }, "must begin with postgres://"],
    ["NEXTAUTH_SECRET", { NEXTAUTH_SECRET: "short" }, "at least 32 characters"],
    ["NAMEPLATE_MASTER_KEY", { NAMEPLATE_MASTER_KEY: "zz" }, "64 hexadecimal digits"],
    ["STRIPE_SECRET_KEY", { ...stripe, STRIPE_SECRET_KEY: "pk_live_1" }, "must begin with sk_ or rk_"],
    ["STRIPE_WEBHOOK_SECRET", { STRIPE_SECRET_KEY: "sk_test_1" }, "without it no webhook can be verified"],
    ["STRIPE_SECRET_KEY", { STRIPE_WEBHOOK_SECRET: "whsec_1" }, "is needed with STRIPE_WEBHOOK_SECRET"],
    ["STRIPE_API_BASE_URL", { STRIPE_API_BASE_URL: "stripe" }, "STRIPE_API_BASE_URL: "],
    ["AWS_SECRET_ACCESS_KEY", { AWS_ACCESS_KEY_ID: "AKIA1" }, "must be set together"],
    ["AWS_SECRET_ACCESS_KEY", { AWS_SECRET_ACCESS_KEY: "s" }, "must be set together"],
    ["AWS_ACCESS_KEY_ID", { REGISTRAR: "route53" }, "is needed when REGISTRAR is route53"],
    ["REGISTRAR", { REGISTRAR: "pigeon" }, "REGISTRAR: "],
    ["DNS_RESOLVERS", { DNS_RESOLVERS: "1.1.1.1" }, "host:port"],
    ["SMTP_URL", { SMTP_URL: "mail.example.com" }, "smtp:// or smtps://"],
    ["INNGEST_BASE_URL", { INNGEST_ENGINE: "inngest" }, "is needed when INNGEST_ENGINE is inngest"],
    ["INNGEST_SIGNING_KEY", { INNGEST_SIGNING_KEY: "secret" }, "signkey-prod-<hex>"],
    ["INNGEST_DEV", { NODE_ENV: "production", INNGEST_DEV: "1" }, "anybody could run functions"],
  ])("X-22: a wrong %s stops the start and says why (%j)", (name, source, words) => {
    const found = mistakes(source);
    expect(found.join("\n")).toContain(words);
    expect(found.some((line) => line.startsWith(`${name}:`))).toBe(true);
  });

  it("PE-5: a live Stripe key without a real registrar stops the start: real money must not buy sandbox names", () => {
    const live = { ...stripe, STRIPE_SECRET_KEY: "sk_live_1" };
    expect(mistakes(live).join()).toContain("real money must not buy sandbox names");
    expect(mistakes({ ...live, ...aws })).toEqual([]);
  });

  it("all mistakes are listed at once, not only the first", () => {
    const found = mistakes({
      PORT: "x",
      DATABASE_URL: "",
      NEXTAUTH_SECRET: "",
      NAMEPLATE_MASTER_KEY: "",
      INNGEST_SIGNING_KEY: "",
    });
    expect(found.map((line) => line.split(":")[0])).toEqual(
      expect.arrayContaining([
        "PORT",
        "DATABASE_URL",
        "NEXTAUTH_SECRET",
        "NAMEPLATE_MASTER_KEY",
        "INNGEST_SIGNING_KEY",
      ]),
    );
    expect(new EnvError(found).message).toContain(`${found.length} mistake(s)`);
  });

  it("no secret is quoted in a mistake", () => {
    const found = mistakes({
      NEXTAUTH_SECRET: "hunter2",
      STRIPE_SECRET_KEY: "pk_live_hunter2",
      STRIPE_WEBHOOK_SECRET: "hunter2",
    });
    expect(found.length).toBeGreaterThan(1);
    expect(found.join()).not.toContain("hunter2");
  });

  it("an empty variable is one that is not set", () => {
    expect(
      mistakes({ STRIPE_SECRET_KEY: "", STRIPE_WEBHOOK_SECRET: "", REGISTRAR: "", APP_URL: "", SMTP_URL: "" }),
    ).toEqual([]);
  });
});
