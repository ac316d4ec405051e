import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { findScreens } from "./find-screens";

function appWith(...folders: string[]): string {
  const app = mkdtempSync(join(tmpdir(), "nameplate-app-"));
  onTestFinished(() => rmSync(app, { recursive: true }));
  for (const folder of folders) {
    mkdirSync(join(app, folder), { recursive: true });
    writeFileSync(join(app, folder, "page.tsx"), "");
  }
  return app;
}

test("every page is a screen, seen by the one whose room it is in", () => {
  const screens = findScreens(appWith("(portal)/cart", "(site)/sign-in", "admin", "storefront/[host]"));
  expect(screens).toEqual([
    { name: "cart", as: "merchant", at: "/cart" },
    { name: "sign-in", as: "visitor", at: "/sign-in" },
    { name: "admin", as: "admin", at: "/admin" },
  ]);
});

test("a page with an id is found through a link on its list, and a fixed page beside it is not taken for one", () => {
  const [screen] = findScreens(appWith("(portal)/contacts/[contactId]", "(portal)/contacts/new", "(portal)/contacts"));
  const at = findScreens(appWith("(portal)/contacts/[contactId]", "(portal)/contacts/new")).find(
    ({ name }) => name === "contacts-contactId",
  )?.at;
  expect(screen?.name).toBe("contacts");
  expect(at).toMatchObject({ from: "/contacts" });
  const { link } = at as { link: RegExp };
  expect(
    ["/contacts/c_1", "/contacts/news", "/contacts/new", "/contacts/c_1/x"].map((path) => link.test(path)),
  ).toEqual([true, true, false, false]);
});

test("a page below a thing is looked for on the thing's own page, too", () => {
  const [screen] = findScreens(appWith("(portal)/domains/[domainId]/transfer"));
  const { from, link, through } = screen!.at as { from: string; link: RegExp; through: RegExp };
  expect(from).toBe("/domains");
  expect([link.test("/domains/d_1/transfer"), link.test("/domains/d_1")]).toEqual([true, false]);
  expect([through.test("/domains/d_1"), through.test("/domains/d_1/transfer")]).toEqual([true, false]);
});

test("the states of the front page come with the front page", () => {
  expect(findScreens(appWith("(site)")).map(({ name }) => name)).toEqual(["front", "front-results", "front-idea"]);
});
