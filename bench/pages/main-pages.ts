import { existsSync } from "node:fs";
import { join } from "node:path";
import type { Browser, BrowserContext } from "@playwright/test";
import { demoUsers } from "../../db/demo-users.mjs";
import { type DemoUser, signIn } from "../../scripts/look/sign-in";
import { root } from "../../scripts/run/paths.mjs";

type Role = "visitor" | "merchant" | "admin";
export type Session = Awaited<ReturnType<BrowserContext["storageState"]>>;
export type MainPage = { name: string; url: string; session: Session };

type Wanted = { name: string; as: Role; file: string; at: string | { from: string; link: RegExp } };

const wanted: Wanted[] = [
  { name: "front", as: "visitor", file: "(site)", at: "/" },
  { name: "results", as: "visitor", file: "(site)", at: "/?q=lantern" },
  { name: "prices", as: "visitor", file: "(site)/prices", at: "/prices" },
  { name: "cart", as: "merchant", file: "(portal)/cart", at: "/cart" },
  { name: "checkout", as: "merchant", file: "(portal)/checkout", at: "/checkout" },
  { name: "orders", as: "merchant", file: "(portal)/orders", at: "/orders" },
  {
    name: "order",
    as: "merchant",
    file: "(portal)/orders/[orderId]",
    at: { from: "/orders", link: /^\/orders\/ord_\w+$/ },
  },
  { name: "domains", as: "merchant", file: "(portal)/domains", at: "/domains" },
  {
    name: "domain",
    as: "merchant",
    file: "(portal)/domains/[domainId]",
    at: { from: "/domains", link: /^\/domains\/[^/]+$/ },
  },
  { name: "admin", as: "admin", file: "admin", at: "/admin" },
];

/** The main pages that exist, each with the session of a demo user who may see it. */
export async function findMainPages(browser: Browser, baseUrl: string): Promise<MainPage[]> {
  const there = wanted.filter(({ file }) => existsSync(join(root, "app", file, "page.tsx")));
  const pages: MainPage[] = [];
  for (const role of new Set(there.map(({ as }) => as))) {
    const context = await browser.newContext();
    if (role !== "visitor") await signIn(context, baseUrl, demoUsers.find((user) => user.role === role) as DemoUser);
    const session = await context.storageState();
    for (const { name, at } of there.filter(({ as }) => as === role)) {
      const path = typeof at === "string" ? at : await findLink(context, baseUrl + at.from, at.link);
      pages.push({ name, url: baseUrl + path, session });
    }
    await context.close();
  }
  return pages;
}

async function findLink(context: BrowserContext, from: string, link: RegExp): Promise<string> {
  const html = await (await context.request.get(from)).text();
  const found = [...html.matchAll(/href="([^"]+)"/g)].map(([, href = ""]) => href).find((href) => link.test(href));
  if (!found) throw new Error(`${from} has no link like ${link.source}.`);
  return found;
}
