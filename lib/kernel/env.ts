import { z } from "zod";

const port = z.coerce.number().int().min(1).max(65535);
const flag = z.enum(["0", "1"]).transform((value) => value === "1");
const optional = <T extends z.ZodType>(schema: T) =>
  z.preprocess((value) => (value === "" ? undefined : value), schema.optional());

/** Every variable the product reads. `.env.example` documents each; nothing else in the product reads the environment. */
const schema = z
  .object({
    NODE_ENV: z.enum(["development", "production", "test"]).default("development"),
    PORT: port.default(3000),
    APP_URL: optional(z.url()),
    DATABASE_URL: z.string().regex(/^postgres(ql)?:\/\//, "must begin with postgres://"),
    DATABASE_POOL_SIZE: z.coerce.number().int().min(1).max(200).default(10),
    NEXTAUTH_SECRET: z.string().min(32, "must have at least 32 characters"),
    NAMEPLATE_MASTER_KEY: z.string().regex(/^[0-9a-f]{64}$/, "must be 64 hexadecimal digits"),
    NAMEPLATE_OLD_MASTER_KEYS: optional(
      z
        .string()
        .regex(/^[0-9a-f]{64}(,[0-9a-f]{64})*$/, "must be keys of 64 hexadecimal digits, with commas between")
        .transform((keys) => keys.split(",")),
    ),
    STRIPE_SECRET_KEY: optional(z.string().regex(/^(sk|rk)_/, "must begin with sk_ or rk_")),
    STRIPE_WEBHOOK_SECRET: optional(z.string().startsWith("whsec_")),
    STRIPE_API_BASE_URL: optional(z.url()),
    AWS_ACCESS_KEY_ID: optional(z.string()),
    AWS_SECRET_ACCESS_KEY: optional(z.string()),
    AWS_ENDPOINT_URL_ROUTE_53_DOMAINS: optional(z.url()),
    AWS_ENDPOINT_URL_ROUTE_53: optional(z.url()),
    REGISTRAR: optional(z.enum(["route53", "sandbox"])),
    RDAP_BASE_URL: optional(z.url()),
    DNS_RESOLVERS: optional(z.string().regex(/^[^,\s:]+:\d+(,[^,\s:]+:\d+)*$/, "must be host:port,host:port")),
    SMTP_URL: optional(z.string().regex(/^smtps?:\/\//, "must begin with smtp:// or smtps://")),
    VAT_CHECK_URL: optional(z.url()),
    SANDBOX_PORT: port.default(3053),
    SANDBOX_DNS_PORT: port.default(5533),
    INNGEST_ENGINE: z.enum(["embedded", "inngest"]).default("embedded"),
    INNGEST_BASE_URL: optional(z.url()),
    INNGEST_EVENT_KEY: optional(z.string()),
    INNGEST_SIGNING_KEY: z.string().regex(/^signkey-\w+-[0-9a-f]+$/, "must look like signkey-prod-<hex>"),
    INNGEST_DEV: optional(flag),
  })
  .superRefine((env, issues) => {
    const add = (path: string, message: string) => issues.addIssue({ code: "custom", path: [path], message });
    if (env.STRIPE_SECRET_KEY && !env.STRIPE_WEBHOOK_SECRET)
      add("STRIPE_WEBHOOK_SECRET", "is needed with STRIPE_SECRET_KEY: without it no webhook can be verified");
    if (!env.STRIPE_SECRET_KEY && env.STRIPE_WEBHOOK_SECRET)
      add("STRIPE_SECRET_KEY", "is needed with STRIPE_WEBHOOK_SECRET");
    if (Boolean(env.AWS_ACCESS_KEY_ID) !== Boolean(env.AWS_SECRET_ACCESS_KEY))
      add("AWS_SECRET_ACCESS_KEY", "and AWS_ACCESS_KEY_ID must be set together");
    if (env.REGISTRAR === "route53" && !env.AWS_ACCESS_KEY_ID)
      add("AWS_ACCESS_KEY_ID", "is needed when REGISTRAR is route53");
    const live = /^(sk|rk)_live_/.test(env.STRIPE_SECRET_KEY ?? "");
    if (live && !env.AWS_ACCESS_KEY_ID)
      add("AWS_ACCESS_KEY_ID", "is needed with a live Stripe key: real money must not buy sandbox names");
    if (live && env.REGISTRAR === "sandbox")
      add("REGISTRAR", "must not be sandbox with a live Stripe key: real money must not buy sandbox names");
    if (env.INNGEST_ENGINE === "inngest" && !env.INNGEST_BASE_URL)
      add("INNGEST_BASE_URL", "is needed when INNGEST_ENGINE is inngest");
    if (env.NODE_ENV === "production" && env.INNGEST_DEV)
      add("INNGEST_DEV", "must not be set in production: anybody could run functions");
  });

export type Env = z.infer<typeof schema>;

export class EnvError extends Error {
  constructor(readonly mistakes: string[]) {
    super(`The environment has ${mistakes.length} mistake(s):\n${mistakes.map((line) => `  - ${line}`).join("\n")}`);
    this.name = "EnvError";
  }
}

/** Parses an environment; throws EnvError with every mistake listed, not only the first. */
export function parseEnv(source: Record<string, string | undefined>): Env {
  const result = schema.safeParse(source);
  if (result.success) return result.data;
  throw new EnvError(result.error.issues.map((issue) => `${issue.path.join(".") || "environment"}: ${issue.message}`));
}

let parsed: Env | undefined;

export function env(): Env {
  parsed ??= parseEnv(process.env);
  return parsed;
}

/** For tests that start the product on other addresses within one process. */
export function resetEnv(): void {
  parsed = undefined;
}

/** The address that people and webhooks use, without a trailing slash. */
export function appUrl(): string {
  const { APP_URL, PORT } = env();
  return (APP_URL ?? `http://localhost:${PORT}`).replace(/\/$/, "");
}
