import { demoUsers, moreDemoUsers } from "../../db/demo-users.mjs";

export const base = (process.env.E2E_BASE_URL ?? "http://localhost:3000").replace(/\/$/, "");

/** Everybody who may knock: two merchants' people, the platform's, and nobody. */
export const roles = ["out", "owner", "staff", "read_only", "other", "admin"] as const;
export type Role = (typeof roles)[number];

const emails: Record<Exclude<Role, "out">, string> = {
  owner: "demo@nameplate.test",
  staff: "staff@nameplate.test",
  read_only: "viewer@nameplate.test",
  other: "other@nameplate.test",
  admin: "admin@nameplate.test",
};

type Init = Omit<RequestInit, "headers"> & { headers?: Record<string, string> };

let asked = 0;

function newAddress(): string {
  asked += 1;
  return `10.${asked >> 16}.${(asked >> 8) & 255}.${asked & 255}`;
}

/** One request as that person's browser would send it, each from a network of its own so that the limiter stays out of it. An empty origin is left out. */
export async function ask(cookie: string | null, path: string, init: Init = {}): Promise<Response> {
  // A connection of its own: one that the server closes while it is taken up again would be a failure of nobody's.
  const own = { connection: "close", "x-forwarded-for": newAddress() };
  const headers: Record<string, string> = { origin: base, ...own, ...init.headers };
  if (headers.origin === "") delete headers.origin;
  if (cookie) headers.cookie = cookie;
  return fetch(`${base}${path}`, { redirect: "manual", ...init, headers });
}

/** Signs in through next-auth's own endpoint; the cookie header that the browser would then send. */
export async function signIn(role: Role): Promise<string | null> {
  if (role === "out") return null;
  const user = [...demoUsers, ...moreDemoUsers].find((each) => each.email === emails[role]);
  if (!user) throw new Error(`No demo user for ${role}.`);
  const csrf = await ask(null, "/api/auth/csrf");
  const { csrfToken } = (await csrf.json()) as { csrfToken: string };
  const body = new URLSearchParams({ csrfToken, email: user.email, password: user.password, json: "true" });
  const response = await ask(cookieOf(csrf), "/api/auth/callback/credentials", { method: "POST", body });
  const cookie = cookieOf(response);
  if (!/nameplate\.session=/.test(cookie)) throw new Error(`${role} could not sign in: ${response.status}`);
  return cookie;
}

function cookieOf(response: Response): string {
  return response.headers
    .getSetCookie()
    .map((line) => line.split(";")[0])
    .join("; ");
}
