import type { Page } from "@playwright/test";
import { demoUsers, moreDemoUsers } from "../db/demo-users.mjs";
import { expect, expectAccessible, test } from "./fixtures";
import { cards, payWith } from "./shop";

const long = { timeout: 120_000 };
const fern = demoUsers.find(({ email }) => email.startsWith("demo@"))!;
const harbour = moreDemoUsers.find(({ email }) => email.startsWith("other@"))!;
const admin = [...demoUsers, ...moreDemoUsers].find(({ email }) => email.startsWith("admin@"))!;

async function signIn(page: Page, { email, password }: { email: string; password: string }, next: string) {
  await page.goto(`/sign-in?next=${encodeURIComponent(next)}`);
  await page.getByLabel("E-mail address").fill(email);
  await page.getByLabel("Password").fill(password);
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.waitForURL((url) => url.pathname === next);
}

/** An order that ended well has the new date in its timeline. */
async function expectRenewed(page: Page, name: string) {
  await page.waitForURL(/\/orders\/ord_/);
  await expect(page.getByText(new RegExp(`${name.replace(".", "\\.")} is renewed until`)).first()).toBeVisible(long);
  await expectAccessible(page);
}

test("CO-3, S-9: a name is renewed now for two years, at the price that was shown", async ({ page }) => {
  test.setTimeout(240_000);
  await signIn(page, fern, "/renewals");
  await expectAccessible(page);
  await page.getByRole("link", { name: "fablestationery.com", exact: true }).click();
  await page.getByRole("radio", { name: /^2 years/ }).check();
  const button = page.getByRole("button", { name: /^Renew fablestationery\.com for / });
  await expect(button).toBeVisible();
  await expectAccessible(page);
  await button.click();
  await page.waitForURL(/\/stripe\/pay\//);
  // The card that was saved with the first purchase is chosen already.
  await page.getByRole("button", { name: /^Pay/ }).click();
  await expectRenewed(page, "fablestationery.com");
});

test("AN-15, U-7: a merchant without a card was written to, pays from the list, and the name is saved", async ({
  page,
}) => {
  test.setTimeout(240_000);
  await signIn(page, admin, "/admin/mail");
  await expect(page.getByText(/Renew harbourlane\.cc before/).first()).toBeVisible();
  await page.context().clearCookies();
  await signIn(page, harbour, "/renewals");
  const unpaid = page.getByRole("region", { name: /Waiting for your payment/ });
  await expect(unpaid).toContainText("harbourlane.cc");
  await unpaid.getByRole("checkbox", { name: "Pay for harbourlane.cc with others" }).check();
  await page.getByRole("button", { name: /^Renew/ }).click();
  await page.waitForURL(/\/stripe\/pay\//);
  await payWith(page, cards.good);
  await expectRenewed(page, "harbourlane.cc");
  await page.goto("/renewals");
  await expect(page.getByRole("main")).not.toContainText("Waiting for your payment");
});

test("PE-37, X-37: a name is let go with its date, and one click keeps it", async ({ page }) => {
  await signIn(page, fern, "/renewals");
  await page.getByRole("link", { name: "fernandfable.shop", exact: true }).click();
  await page.getByRole("button", { name: "Let fernandfable.shop expire" }).click();
  await expect(page.getByRole("heading", { name: "It will end" })).toBeVisible();
  await expectAccessible(page);
  await page.getByRole("button", { name: "Keep fernandfable.shop" }).click();
  await expect(page.getByRole("heading", { name: "It renews by itself" })).toBeVisible();
});

test("L-7, PE-40: moving the window shows what it does before it is saved; a day is switched off in one click", async ({
  page,
}) => {
  await signIn(page, admin, "/admin/exposure");
  await expectAccessible(page);
  const main = page.getByRole("main");
  await expect(main.getByText("switched off in time", { exact: true }).first()).toBeVisible();
  await page.getByRole("slider").fill("0");
  await expect(main.getByText("switched off in time", { exact: true })).toHaveCount(0);
  await expect(page.getByRole("button", { name: "Save 0 days" })).toBeVisible();
  await page.getByRole("slider").fill("2");
  await page.getByRole("button", { name: /^Switch \d names? off$/ }).click();
  await page
    .getByRole("dialog")
    .getByRole("button", { name: /^Switch \d names? off$/ })
    .click();
  await expect(page.getByText(/names? switched off\. /).first()).toBeVisible();
});
