/** A valid environment for lib/kernel/env.ts, so that a test sets only what it is about. No test reaches a real service. */
const values: Record<string, string> = {
  PORT: "3000",
  // Nothing listens there: useTestDatabase() puts the address of the file's own database.
  DATABASE_URL: "postgres://nobody@127.0.0.1:1/none",
  NEXTAUTH_SECRET: "test-secret-test-secret-test-secret-0000",
  NAMEPLATE_MASTER_KEY: "00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff",
  INNGEST_SIGNING_KEY: "signkey-test-00112233445566778899aabbccddeeff",
};

for (const name of Object.keys(process.env)) {
  if (name !== "INNGEST_BIN" && /^(STRIPE|AWS|INNGEST|REGISTRAR$|DNS_|SMTP_|SANDBOX|APP_URL$|NEXTAUTH)/.test(name))
    delete process.env[name];
}
Object.assign(process.env, values);
