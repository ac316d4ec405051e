import { beforeAll, describe, expect, it } from "vitest";
import { useTestDatabase } from "@/db/test-database";
import { ManualClock, MINUTE } from "@/lib/kernel/clock";
import type { Ctx } from "@/lib/kernel/context";
import { AppError } from "@/lib/kernel/errors";
import { newId } from "@/lib/kernel/ids";
import { readSession } from "./read-session";
import { signIn } from "./sign-in";
import { signUp } from "./sign-up";

const database = useTestDatabase();
const password = "four words and a dog";
const visitor = (clock = new ManualClock()): Ctx => ({
  actor: { kind: "visitor" },
  merchantId: null,
  clock,
  requestId: newId("request"),
});
let lastIp = 0;
const device = (ip = `192.0.2.${++lastIp}`) => ({ ip, userAgent: "a test" });
const failure = (promise: Promise<unknown>) =>
  promise.then(
    () => {
      throw new Error("It did not fail.");
    },
    (error: unknown) => {
      if (!(error instanceof AppError)) throw error;
      return { code: error.code, message: error.message, fields: error.fields };
    },
  );

describe("signing up", () => {
  it("makes a user, their merchant and their ownership, and a session that holds", async () => {
    const ctx = visitor();
    const made = await signUp(ctx, { name: "Ada Byron", email: " Ada@Example.test ", password }, device());
    const session = await readSession(made.sessionId, ctx.clock);
    expect(session).toMatchObject({
      actor: { kind: "user", role: "owner" },
      merchantId: made.identity.merchantId,
      merchantName: "Ada Byron",
      user: { email: "ada@example.test" },
    });
    const [row] = await database.sql`select password_hash from users where email = 'ada@example.test'`;
    expect(row?.password_hash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
  });

  it("names every field that is wrong, whatever it is given", async () => {
    const bad = [
      [{ name: "", email: "a@b.test", password }, "name"],
      [{ name: "A\u0000B", email: "a@b.test", password }, "name"],
      [{ name: "A\u202eB", email: "a@b.test", password }, "name"],
      [{ name: "x".repeat(5000), email: "a@b.test", password }, "name"],
      [{ name: "A", email: "not an address", password }, "email"],
      [{ name: "A", email: ["a@b.test"], password }, "email"],
      [{ name: "A", email: "a@b.test", password: "short" }, "password"],
      [{ name: "A", email: "long@address.test", password: "Long@Address.test" }, "password"],
      [{ name: "A", email: "a@b.test", password: { $ne: 1 } }, "password"],
    ] as const;
    for (const [input, field] of bad) {
      const refusal = await failure(signUp(visitor(), input as never, device()));
      expect(refusal.code).toBe("invalid");
      expect(Object.keys(refusal.fields ?? {})).toEqual([field]);
    }
  });

  it("ignores a role, an id and a merchant that the client sends along", async () => {
    const ctx = visitor();
    const sent = {
      name: "Mallory",
      email: "mallory@example.test",
      password,
      admin: true,
      role: "admin",
      merchantId: "mer_1",
    };
    const made = await signUp(ctx, sent, device());
    expect((await readSession(made.sessionId, ctx.clock))?.actor).toMatchObject({ kind: "user", role: "owner" });
  });

  it("signs in with the right password of an address that has an account, and makes nothing", async () => {
    await signUp(visitor(), { name: "Grace", email: "grace@example.test", password }, device());
    const again = await signUp(visitor(), { name: "Other", email: "GRACE@example.test", password }, device());
    const users = await database.sql`select name from users where lower(email) = 'grace@example.test'`;
    expect(users.map((row) => row.name)).toEqual(["Grace"]);
    expect(again.identity.admin).toBe(false);
  });

  it("answers a taken address with a wrong password as it answers any other failure", async () => {
    await signUp(visitor(), { name: "Edith", email: "edith@example.test", password }, device());
    const taken = await failure(
      signUp(visitor(), { name: "X", email: "edith@example.test", password: "a wrong password" }, device()),
    );
    const ctx = visitor();
    const from = device();
    for (let i = 0; i < 60; i++) {
      await failure(signUp(ctx, { name: "X", email: "edith@example.test", password: "a wrong password" }, from));
    }
    const free = await failure(signUp(ctx, { name: "X", email: "free@example.test", password }, from));
    expect(free).toEqual(taken);
  });

  it("makes one account when two ask for the same address at once", async () => {
    const ask = () => signUp(visitor(), { name: "Twin", email: "twin@example.test", password }, device());
    const [one, two] = await Promise.all([ask(), ask()]);
    expect(one.identity.userId).toBe(two.identity.userId);
    const merchants = await database.sql`select id from merchants where name = 'Twin'`;
    expect(merchants).toHaveLength(1);
  });
});

describe("signing in", () => {
  beforeAll(async () => {
    await signUp(visitor(), { name: "Known", email: "known@example.test", password }, device());
  });

  it("answers an unknown address, a wrong password and nonsense with one sentence", async () => {
    const answers = [];
    for (const input of [
      { email: "known@example.test", password: "a wrong password" },
      { email: "nobody@example.test", password },
      { email: "not an address", password },
      { email: "known@example.test", password: "" },
      { email: "known@example.test", password: "x".repeat(100_000) },
    ]) {
      answers.push(await failure(signIn(visitor(), input, device())));
    }
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
    expect(answers[0]?.code).toBe("unauthenticated");
  });

  it("does the work of a password check for an unknown address too", async () => {
    const { passwordMatches } = await import("./password");
    const cpu = async (hash: string | null) => {
      const before = process.cpuUsage();
      for (let i = 0; i < 4; i++) await passwordMatches(hash, "a wrong password");
      const used = process.cpuUsage(before);
      return used.user + used.system;
    };
    const [row] = await database.sql`select password_hash from users where email = 'known@example.test'`;
    await cpu(null);
    const known = await cpu(row?.password_hash as string);
    const unknown = await cpu(null);
    expect(unknown).toBeGreaterThan(known * 0.3);
  });

  it("stops after ten wrong tries on one account in fifteen minutes, known or not, from any address", async () => {
    for (const email of ["known@example.test", "stranger@example.test"]) {
      const clock = new ManualClock("2027-01-01T00:00:00Z");
      const codes = [];
      for (let i = 0; i < 11; i++) {
        codes.push((await failure(signIn(visitor(clock), { email, password: "a wrong password" }, device()))).code);
      }
      expect(codes).toEqual([...Array(10).fill("unauthenticated"), "rate_limited"]);
      clock.advance(15 * MINUTE + 1000);
      const later = await failure(signIn(visitor(clock), { email, password: "a wrong password" }, device()));
      expect(later.code).toBe("unauthenticated");
    }
  });

  it("refuses even the right password while an account is locked", async () => {
    const clock = new ManualClock("2027-02-01T00:00:00Z");
    const input = { email: "known@example.test", password: "a wrong password" };
    for (let i = 0; i < 10; i++) await failure(signIn(visitor(clock), input, device()));
    expect((await failure(signIn(visitor(clock), { ...input, password }, device()))).code).toBe("rate_limited");
  });

  it("limits one network address over many accounts", async () => {
    const clock = new ManualClock();
    const from = device();
    const codes = new Set<string>();
    for (let i = 0; i < 61; i++) {
      const input = { email: "not an address", password };
      codes.add((await failure(signIn(visitor(clock), input, from))).code);
    }
    expect(codes).toEqual(new Set(["unauthenticated", "rate_limited"]));
  });

  it("does not count tries that were right", async () => {
    const clock = new ManualClock("2027-03-01T00:00:00Z");
    const from = device();
    for (let i = 0; i < 15; i++) await signIn(visitor(clock), { email: "known@example.test", password }, from);
  });
});
