import AxeBuilder from "@axe-core/playwright";
import { test as base, expect, type Page } from "@playwright/test";

export { expect };

/** Every story fails on an error in the browser's console or an uncaught exception, whatever else it checks. */
export const test = base.extend<{ consoleErrors: string[]; sandboxUrl: string }>({
  consoleErrors: [
    async ({ page }, use) => {
      const errors: string[] = [];
      page.on("console", (message) => {
        if (message.type() === "error") errors.push(`${message.text()} (${message.location().url})`);
      });
      page.on("pageerror", (error) => errors.push(String(error)));
      await use(errors);
      expect(errors, "errors in the browser's console").toEqual([]);
    },
    { auto: true },
  ],
  /** The control address of the sandbox behind the product under test. */
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the pattern.
  sandboxUrl: async ({}, use) => {
    await use(`http://127.0.0.1:${process.env.SANDBOX_PORT ?? "3053"}`);
  },
});

/** WCAG 2.2 AA on the page as it stands. */
export async function expectAccessible(page: Page): Promise<void> {
  const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];
  const { violations } = await new AxeBuilder({ page }).withTags(tags).analyze();
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.target.join(" ")).join(", ")}`)).toEqual(
    [],
  );
}
