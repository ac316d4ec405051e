import { join } from "node:path";
import AxeBuilder from "@axe-core/playwright";
import type { Page } from "@playwright/test";

export type Finding = {
  picture: string;
  path: string;
  /** "axe" findings name the rule; the others are a bad status, an error in the console, a page wider than the screen. */
  kind: "axe" | "status" | "console" | "overflow";
  rule: string;
  help: string;
  nodes: string[];
};

/** Opens a page, takes its picture and says what is wrong with it. */
export async function visit(page: Page, url: string, folder: string, picture: string): Promise<Finding[]> {
  const findings: Finding[] = [];
  const path = new URL(url).pathname + new URL(url).search;
  const add = (kind: Finding["kind"], rule: string, help: string, nodes: string[] = []) =>
    findings.push({ picture, path, kind, rule, help, nodes });
  const hear = (message: { type(): string; text(): string }) => {
    if (message.type() === "error") add("console", "console error", message.text());
  };
  const catchError = (error: Error) => add("console", "uncaught exception", String(error));
  page.on("console", hear);
  page.on("pageerror", catchError);
  try {
    const answer = await page.goto(url, { waitUntil: "load" });
    // Live pages keep a stream open, so the network never falls idle: what was asked for by now is enough.
    await page.waitForLoadState("networkidle", { timeout: 1_000 }).catch(() => {});
    if (answer && answer.status() >= 400) add("status", String(answer.status()), answer.statusText());
    await page.screenshot({ path: join(folder, `${picture}.png`), fullPage: true });
    const [content, screen] = await page.evaluate(() => [
      document.documentElement.scrollWidth,
      document.documentElement.clientWidth,
    ]);
    if ((content ?? 0) > (screen ?? 0))
      add("overflow", "page scrolls sideways", `${content} px on a ${screen} px screen`);
    const { violations } = await new AxeBuilder({ page })
      .withTags(["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"])
      .analyze();
    for (const { id, help, nodes } of violations) {
      add(
        "axe",
        id,
        help,
        nodes.map((node) => node.target.join(" ")),
      );
    }
  } finally {
    page.off("console", hear);
    page.off("pageerror", catchError);
  }
  return findings;
}
