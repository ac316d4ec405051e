import { existsSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { type Browser, chromium, type Page } from "@playwright/test";
import { browserLaunchOptions } from "../run/browser.mjs";
import { root } from "../run/paths.mjs";
import { findScreens, type Screen } from "./find-screens";
import { type DemoUser, signIn } from "./sign-in";
import { type Finding, visit } from "./visit";

const widths = [1280, 390];
const schemes = ["light", "dark"] as const;
const folder = join(root, ".look");

const baseUrl = (process.env.LOOK_URL ?? "http://localhost:3000").replace(/\/$/, "");
const only = process.argv[2];
const chosen = findScreens(join(root, "app")).filter(({ name }) => !only || name.includes(only));
if (!only) rmSync(folder, { recursive: true, force: true });
mkdirSync(folder, { recursive: true });

const browser = await chromium.launch(browserLaunchOptions());
const findings: Finding[] = [];
for (const role of ["visitor", "merchant", "admin"] as const) {
  findings.push(...(await lookAs(browser, role, chosen)));
}
await browser.close();
writeFileSync(join(folder, "axe.json"), `${JSON.stringify(findings, null, 2)}\n`);
report(findings);
process.exit(findings.length === 0 ? 0 : 1);

async function lookAs(browser: Browser, role: Screen["as"], all: Screen[]): Promise<Finding[]> {
  const mine = all.filter(({ as }) => as === role);
  const found: Finding[] = [];
  if (mine.length === 0) return found;
  const context = await browser.newContext({ reducedMotion: "reduce" });
  if (role !== "visitor") await signIn(context, baseUrl, await demoUser(role));
  const page = await context.newPage();
  for (const { name, at } of mine) {
    const url = typeof at === "string" ? `${baseUrl}${at}` : await followLink(page, at);
    if (!url) {
      found.push(unreachable(role, name, at as Exclude<Screen["at"], string>));
      continue;
    }
    for (const width of widths) {
      await page.setViewportSize({ width, height: width < 500 ? 844 : 900 });
      for (const colorScheme of schemes) {
        await page.emulateMedia({ colorScheme });
        found.push(...(await visit(page, url, folder, `${role}-${name}-${width}-${colorScheme}`)));
      }
    }
    console.log(`${role} ${name}: ${new URL(url).pathname}`);
  }
  await context.close();
  return found;
}

async function followLink(
  page: Page,
  { from, link, through }: Exclude<Screen["at"], string>,
): Promise<string | undefined> {
  const listed = await linksOn(page, from);
  let path = listed.find((each) => link.test(each));
  const thing = listed.find((each) => through?.test(each));
  if (!path && thing) path = (await linksOn(page, thing)).find((each) => link.test(each));
  return path && new URL(path, baseUrl).href;
}

async function linksOn(page: Page, path: string): Promise<string[]> {
  await page.goto(`${baseUrl}${path}`);
  return page.locator("a[href]").evaluateAll((links) => links.map((each) => each.getAttribute("href") ?? ""));
}

/** Demo data should make every screen worth looking at, so a list without a link is something to mend. */
function unreachable(role: string, name: string, { from, link }: { from: string; link: RegExp }): Finding {
  const help = `${from} has no link like ${link.source}`;
  return { picture: `${role}-${name}`, path: from, kind: "status", rule: "screen not reached", help, nodes: [] };
}

async function demoUser(role: string): Promise<DemoUser> {
  const file = join(root, "db", "demo-users.mjs");
  if (!existsSync(file)) throw new Error("db/demo-users.mjs is missing: nobody to sign in as.");
  const { demoUsers } = (await import(pathToFileURL(file).href)) as { demoUsers: DemoUser[] };
  const user = demoUsers.find((each) => each.role === role);
  if (!user) throw new Error(`db/demo-users.mjs has no ${role}.`);
  return user;
}

function report(all: Finding[]): void {
  const byRule = new Map<string, Finding[]>();
  for (const each of all)
    byRule.set(`${each.kind} ${each.rule}`, [...(byRule.get(`${each.kind} ${each.rule}`) ?? []), each]);
  for (const [rule, group] of [...byRule].sort((a, b) => b[1].length - a[1].length)) {
    console.log(`\n${rule}: ${group[0]?.help} (${group.length} pictures)`);
    for (const { picture, nodes } of group.slice(0, 6)) console.log(`  ${picture}: ${nodes.slice(0, 3).join(", ")}`);
  }
  console.log(`\n${all.length} findings; pictures and axe.json are in .look/`);
}
