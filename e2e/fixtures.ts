import AxeBuilder from "@axe-core/playwright";
import { test as base, expect, type Page } from "@playwright/test";

export { expect };

/** Every story fails on an error in the browser's console or an uncaught exception, whatever else it checks. */
export const test = base.extend<{ consoleErrors: string[]; sandboxUrl: string }>({
  /** A page is there when it hears: what is clicked before React listens is lost, and on a busy machine that takes a while. */
  page: async ({ page, javaScriptEnabled }, use) => {
    const listening = () =>
      page.waitForFunction(
        () =>
          !document.querySelector('script[src*="/_next/"]') ||
          Object.keys(document).some((key) => key.startsWith("__reactContainer")),
      );
    const { goto, reload } = { goto: page.goto.bind(page), reload: page.reload.bind(page) };
    if (javaScriptEnabled) {
      page.goto = async (...args) => {
        const response = await goto(...args);
        await listening();
        return response;
      };
      page.reload = async (...args) => {
        const response = await reload(...args);
        await listening();
        return response;
      };
    }
    await use(page);
  },
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
