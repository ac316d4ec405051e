import { Resolver } from "node:dns/promises";
import { expect, expectAccessible, test } from "./fixtures";
import { addName, cards, checkOut, freshLabel, payWith, signUp } from "./shop";

const long = { timeout: 90_000 };

test.describe.configure({ timeout: 300_000 });

test("CO-1, PE-6, PE-10, PE-12, PE-16, L-1, S-1, S-4: a visitor searches, signs up, pays, and the name is theirs and answers", async ({
  page,
}) => {
  const name = `${freshLabel()}.com`;
  await addName(page, name);
  await expectAccessible(page);
  await page.goto("/cart");
  await expect(page.getByRole("main")).toContainText(name);
  await expectAccessible(page);
  await signUp(page, "/checkout");
  await checkOut(page);
  await payWith(page, cards.good);
  await page.waitForURL(/\/orders\/ord_/);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(`${name} is yours`, long);
  await expect(page.getByText(/Held 13\.99 USD/)).toBeVisible();
  await expect(page.getByText("Captured 13.99 USD for what was delivered.")).toBeVisible();
  await expect(page.getByText("The name answers", { exact: false })).toBeVisible(long);
  await expectAccessible(page);

  const before = await page.getByRole("main").innerText();
  await page.reload();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(`${name} is yours`);
  for (const fact of ["Captured 13.99 USD", "is registered until"]) {
    expect(before).toContain(fact);
    await expect(page.getByRole("main")).toContainText(fact);
  }

  const resolver = new Resolver();
  resolver.setServers([`127.0.0.1:${process.env.SANDBOX_DNS_PORT ?? "5533"}`]);
  expect(await resolver.resolveTxt(name)).toEqual([["v=spf1 -all"]]);
  await page.goto("/domains");
  await page.getByRole("link", { name }).first().click();
  await expect(page.getByRole("heading", { level: 1 })).toContainText(name);
  await expectAccessible(page);
});

test("PE-13: a name that somebody else took is not charged, and the page says so", async ({ page }) => {
  await signUp(page, "/domains");
  const name = `${freshLabel("tea-taken-at-register")}.com`;
  await addName(page, name);
  await checkOut(page);
  await payWith(page, cards.good);
  await page.waitForURL(/\/orders\/ord_/);
  await expect(page.getByText(/taken by someone else a moment ago\. You were not charged for it/).first()).toBeVisible(
    long,
  );
  await expect(page.getByText("Released 13.99 USD.", { exact: false })).toBeVisible(long);
  await expectAccessible(page);
});

test("a declined card holds nothing, and another card in the same visit buys the name", async ({ page }) => {
  await signUp(page, "/domains");
  const name = `${freshLabel()}.com`;
  await addName(page, name);
  await checkOut(page);
  await payWith(page, cards.insufficient);
  await expect(page.getByText(/insufficient funds/i).first()).toBeVisible();
  await payWith(page, cards.threeDSecure);
  await page.getByRole("button", { name: /complete/i }).click();
  await page.waitForURL(/\/orders\/ord_/);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(`${name} is yours`, long);
});

test("AN-8: of two names one fails, and only the other is charged", async ({ page }) => {
  await signUp(page, "/domains");
  const good = `${freshLabel()}.com`;
  const bad = `${freshLabel("pier-policy")}.com`;
  await addName(page, good);
  await addName(page, bad);
  await checkOut(page);
  await payWith(page, cards.good);
  await page.waitForURL(/\/orders\/ord_/);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("1 of 2 names are yours", long);
  await expect(page.getByText("Captured 13.99 USD for what was delivered.")).toBeVisible();
  await expect(page.getByText("Released 13.99 USD.", { exact: false })).toBeVisible();
});

test("the same story on a phone, in the dark", async ({ browser, baseURL }) => {
  const context = await browser.newContext({
    ...(baseURL && { baseURL }),
    viewport: { width: 390, height: 844 },
    colorScheme: "dark",
  });
  const page = await context.newPage();
  await signUp(page, "/domains");
  const name = `${freshLabel()}.com`;
  await addName(page, name);
  await expectAccessible(page);
  await checkOut(page);
  await payWith(page, cards.good);
  await page.waitForURL(/\/orders\/ord_/);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(`${name} is yours`, long);
  await expectAccessible(page);
  const wide = await page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth);
  expect(wide, "the page scrolls sideways").toBe(false);
  await context.close();
});
