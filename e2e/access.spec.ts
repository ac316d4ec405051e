import { expect, test } from "@playwright/test";
import { actions, adminPages, handlers, type Own, pages } from "./access/manifest";
import { ask, base, type Role, roles, signIn } from "./access/people";
import { actionsInBuild, actionsInSource, pagesAndHandlers } from "./access/tree";

/** Who may see and do what, walked over what the source tree has now: a new page, route or action needs a line in the manifest. */
const tree = pagesAndHandlers();
const cookies = new Map<Role, string | null>();
let own: Own;

test.beforeAll(async () => {
  test.setTimeout(180_000);
  for (const role of roles) cookies.set(role, await signIn(role));
  const first = async (path: string, pattern: RegExp) => {
    const found = pattern.exec(await (await ask(cookies.get("owner") ?? null, path)).text());
    if (!found?.[1]) throw new Error(`The seeded merchant has nothing at ${path}.`);
    return found[1];
  };
  own = {
    orderId: await first("/orders", /\/orders\/(ord_[0-9a-z]{26})/),
    domainId: await first("/domains", /\/domains\/(dom_[0-9a-z]{26})/),
    contactId: await first("/contacts", /\/contacts\/(con_[0-9a-z]{26})/),
    invoiceId: await first("/invoices", /\/invoices\/(inv_[0-9a-z]{26})/),
  };
});

const cookieOf = (role: Role) => cookies.get(role) ?? null;
const absent = (path: string) => path.replace(/_[0-9a-z]{26}/, "_00000000000000000000000000");
const accessOf = (page: string) => (page.startsWith("/admin") ? adminPages : pages[page]);
const addressOf = (page: string) =>
  (accessOf(page)?.at?.(own) ?? page).replaceAll(/\[[^\]]+\]/g, "none_00000000000000000000000000");

async function load(role: Role, path: string, headers: Record<string, string> = {}) {
  const response = await ask(cookieOf(role), path, { headers: { accept: "text/html", ...headers } });
  const text = await response.text();
  const told =
    response.headers.get("location") ?? /http-equiv="refresh" content="\d+;url=([^"]*)"/.exec(text)?.[1] ?? null;
  const nothing = response.status === 404 || /NEXT_HTTP_ERROR_FALLBACK;404/.test(text);
  return { status: response.status, text, told, nothing, seen: response.status === 200 && !told && !nothing };
}

/** Asked for what is not there, or leading on because there is nothing to do: an empty cart, a contact that is right. */
const mayLeadOn = (page: string) =>
  page === "/checkout" || page.endsWith("/correct") || (page.startsWith("/admin") && page.includes("["));

function expectNothing(role: Role, page: string, answer: Awaited<ReturnType<typeof load>>): void {
  const path = addressOf(page);
  expect(answer.seen, `${role} sees nothing`).toBe(false);
  for (const id of Object.values(own)) {
    if (!path.includes(id)) expect(answer.text, `${role} learns no id`).not.toContain(id);
  }
  if (page.startsWith("/admin")) expect(answer.nothing, `${role} finds nothing there`).toBe(true);
  else if (role === "out") expect(answer.told, "is sent to sign in").toMatch(/^\/sign-in\?next=/);
}

test("every page, route and action of the source tree has its line, and no line is left over", () => {
  expect(tree.pages.filter((page) => !accessOf(page))).toEqual([]);
  expect(Object.keys(pages).filter((page) => !tree.pages.includes(page))).toEqual([]);
  const routes = tree.handlers.map((handler) => handler.path);
  expect(routes.filter((path) => !handlers[path])).toEqual([]);
  expect(Object.keys(handlers).filter((path) => !routes.includes(path))).toEqual([]);
  const source = actionsInSource();
  const admins = (key: string) => key.startsWith("app/admin/");
  expect(source.filter((key) => !actions[key] && !admins(key))).toEqual([]);
  expect(Object.keys(actions).filter((key) => !source.includes(key))).toEqual([]);
});

test.describe("pages", () => {
  for (const page of tree.pages) {
    test(`${page} is seen by those it is for and by nobody else`, async () => {
      for (const role of roles) {
        const answer = await load(role, addressOf(page));
        expect(answer.status, `${role}: no error`).toBeLessThan(500);
        if (accessOf(page)?.sees.includes(role)) expect(answer.seen || mayLeadOn(page), `${role} sees it`).toBe(true);
        else expectNothing(role, page, answer);
      }
    });
  }

  test("a thing of another merchant answers exactly as one that does not exist", async () => {
    for (const page of tree.pages.filter((each) => pages[each]?.at)) {
      const path = addressOf(page);
      const [foreign, missing] = [await load("other", path), await load("other", absent(path))];
      expect([foreign.nothing, foreign.told], page).toEqual([true, null]);
      expect([foreign.status, foreign.nothing], page).toEqual([missing.status, missing.nothing]);
    }
  });

  test("no header and no spelling of an address opens a door", async () => {
    const closed = tree.pages.filter((page) => !accessOf(page)?.sees.includes("out"));
    const headers: Record<string, string>[] = [
      { "x-middleware-subrequest": "proxy:proxy:proxy:proxy:proxy" },
      { "x-middleware-subrequest": "src/proxy:src/proxy:src/proxy:src/proxy:src/proxy" },
      {
        "x-nameplate-path": "/",
        "x-http-method-override": "GET",
        "x-original-url": "/",
        "x-forwarded-host": "evil.test",
      },
      { rsc: "1" },
      { rsc: "1", "next-router-prefetch": "1" },
    ];
    for (const page of closed) {
      const path = addressOf(page);
      for (const each of headers) {
        const answer = await load("out", path, each);
        const passed = answer.status === 200 && !answer.nothing && !/NEXT_REDIRECT|sign-in/.test(answer.text);
        expect(passed, `${path} with ${JSON.stringify(each)}`).toBe(false);
        for (const id of Object.values(own)) if (!path.includes(id)) expect(answer.text).not.toContain(id);
      }
      const spelled = [
        `${path}/`,
        path.toUpperCase(),
        path.replace("/", "//"),
        path.replace("/", "/%2e/"),
        `/en${path}`,
      ];
      for (const spelling of spelled) {
        const answer = await load("out", spelling);
        expect(answer.seen, spelling).toBe(false);
      }
    }
  });

  test("signing in leads back into the site and never out of it", async () => {
    const outside = ["https://evil.test", "//evil.test", "/\\evil.test", "javascript:alert(1)", "/%09/evil.test"];
    for (const next of outside) {
      const answer = await load("owner", `/sign-in?next=${encodeURIComponent(next)}`);
      const url = new URL(answer.told ?? "/", base);
      expect(url.origin, next).toBe(new URL(base).origin);
    }
    expect((await load("owner", "/sign-in?next=%2Forders")).told).toBe("/orders");
  });
});

test.describe("route handlers", () => {
  for (const { path, methods } of tree.handlers) {
    test(`${path} answers those it is for`, async () => {
      const access = handlers[path];
      if (!access) throw new Error("It has no line in the manifest.");
      const address = access.at?.(own) ?? path;
      for (const role of roles) {
        const abort = new AbortController();
        const response = await ask(cookieOf(role), address, {
          method: methods[0] ?? "GET",
          signal: abort.signal,
        });
        const { status } = response;
        // A live stream has no end of its own.
        if (response.headers.get("content-type")?.startsWith("text/event-stream")) abort.abort();
        else expect(await response.text(), role).not.toMatch(/password_?hash|\bat .*\.ts:\d+/i);
        if (access.machine) expect([400, 401, 404], role).toContain(status);
        else if (access.sees.includes(role)) expect(status, role).toBe(200);
        else expect([401, 404], role).toContain(status);
      }
    });

    test(`${path} answers no method that it does not have, and no write from elsewhere`, async () => {
      const access = handlers[path];
      const address = access?.at?.(own) ?? path;
      for (const method of ["POST", "PUT", "PATCH", "DELETE"]) {
        const send = (origin: string) =>
          ask(cookieOf("owner"), address, {
            method,
            headers: { origin, "content-type": "application/json" },
            body: "{}",
          });
        const fromUs = await send(base);
        if (!methods.includes(method)) {
          expect(fromUs.status, `${method} ${address}`).toBe(405);
        } else if (!access?.machine) {
          for (const origin of ["https://evil.test", "null", `${base}.evil.test`]) {
            expect((await send(origin)).status, `${method} ${address} from ${origin}`).toBe(403);
          }
        }
      }
    });
  }

  test("a thing of another merchant answers as one that does not exist, to the byte but for the request's number", async () => {
    for (const { path } of tree.handlers.filter((each) => each.path.includes("["))) {
      const address = handlers[path]?.at?.(own) ?? path;
      if (absent(address) === address) continue;
      for (const role of ["out", "other"] as const) {
        const [foreign, missing] = await Promise.all(
          [address, absent(address)].map(async (each) => {
            const response = await ask(cookieOf(role), each);
            return [response.status, (await response.text()).replace(/req_[0-9a-z]{26}/g, "req")];
          }),
        );
        expect(foreign, `${role} ${path}`).toEqual(missing);
      }
    }
  });
});

/** Sends an action as React does and reads what it returned out of the answer. */
async function call(
  role: Role,
  action: { id: string; page: string },
  args: unknown,
  headers: Record<string, string> = {},
) {
  const response = await ask(cookieOf(role), action.page, {
    method: "POST",
    headers: {
      "next-action": action.id,
      "content-type": "text/plain;charset=UTF-8",
      accept: "text/x-component",
      ...headers,
    },
    body: JSON.stringify(args),
  });
  const text = await response.text();
  const returned = /^1:(.*)$/m.exec(text)?.[1] ?? null;
  const redirected = response.headers.get("x-action-redirect");
  return { status: response.status, returned, redirected, text };
}

test.describe("server actions", () => {
  const built = actionsInBuild();
  test.skip(built.length === 0, "There is no production build to read the actions' ids from.");

  test("the build answers to no action that the manifest does not know", () => {
    expect(built.filter(({ key }) => !actions[key] && !key.startsWith("app/admin/")).map(({ key }) => key)).toEqual([]);
  });

  for (const action of built) {
    const access = actions[action.key];
    test(`${action.key} turns away whom it is not for`, async () => {
      const allows = access?.allows ?? ["admin"];
      const input = access?.input(own) ?? {};
      for (const role of roles) {
        if (allows.includes(role) && !access?.reads) continue;
        const { status, returned, redirected } = await call(role, action, [input]);
        expect(status, role).toBeLessThan(500);
        if (allows.includes(role)) {
          expect(returned, role).not.toMatch(/"ok":false/);
          continue;
        }
        expect(redirected, role).toBeNull();
        if (access?.bare) expect(returned, role).toBe(access.bare);
        else expect(returned, role).toMatch(/"ok":false,"code":"(unauthenticated|forbidden|not_found|invalid)"/);
      }
    });

    test(`${action.key} is not heard from another site`, async () => {
      const input = access?.input(own) ?? {};
      for (const origin of ["https://evil.test", "null", ""]) {
        const { returned, redirected } = await call("owner", action, [input], { origin });
        expect(redirected, origin).toBeNull();
        if (returned !== null && !access?.bare && !access?.formOnly)
          expect(returned, origin).toMatch(/"ok":false|Aborted|digest/);
      }
    });

    test(`${action.key} survives nonsense`, async () => {
      for (const args of [
        [],
        [null],
        [7],
        ["x"],
        [[]],
        [{ __proto__: { admin: true } }],
        [{ id: { $ne: 1 } }],
        [null, null],
      ]) {
        const { status, text } = await call("out", action, args);
        if (!access?.formOnly) expect(status, JSON.stringify(args)).toBeLessThan(500);
        expect(text).not.toMatch(/\bat .*\.ts:\d+|node_modules/);
      }
    });
  }
});
