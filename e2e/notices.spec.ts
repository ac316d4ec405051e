import type { Page } from "@playwright/test";
import { demoUsers } from "../db/demo-users.mjs";
import { expect, expectAccessible, test } from "./fixtures";

const userOf = (email: string) => demoUsers.find((user) => user.email === email)!;
const [owner, admin] = [userOf("demo@nameplate.test"), userOf("admin@nameplate.test")];

const long = { timeout: 30_000 };

async function signIn(page: Page, { email, password }: { email: string; password: string }, path: string) {
  await page.goto(`/sign-in?next=${encodeURIComponent(path)}`);
  await page.getByLabel("E-mail address").fill(email);
  await page.getByLabel("Password").fill(password);
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.waitForURL((url) => !url.pathname.startsWith("/sign-in"));
  await page.goto(path);
}

test("AN-25: an admin reads the mail that was written, by keyboard, as a page and as text", async ({ page }) => {
  await signIn(page, admin, "/admin/mail?kind=expiry_month&q=fernandfable.com");
  await expect(page.getByRole("article", { name: "The mail" })).toContainText("Kept here");
  await expect(page.frameLocator("iframe").getByRole("link", { name: "Renew fernandfable.com" })).toBeVisible();
  await expectAccessible(page);
  await page.getByRole("link", { name: "As text" }).click();
  await expect(page.getByText("Restore after deletion", { exact: false })).toBeVisible();

  await page.goto("/admin/mail");
  const mails = page.getByRole("region", { name: "Mails" }).getByRole("link");
  const second = (await mails.nth(1).getAttribute("href")) ?? "";
  // Keys are heard a moment after clicks are.
  await expect(async () => {
    await page.keyboard.press("k");
    await expect(mails.nth(0)).toBeFocused({ timeout: 500 });
  }).toPass();
  await page.keyboard.press("j");
  await expect(mails.nth(1)).toBeFocused();
  await page.keyboard.press("Enter");
  await page.waitForURL((url) => `${url.pathname}${url.search}` === second);
  await page.goto("/admin/mail/kinds?kind=verify_14");
  await expect(page.getByText("As it would be written today", { exact: false })).toBeVisible();
  await expectAccessible(page);
});

test("a person stops a kind of mail by the link in it, chooses again, and subscribes to their calendar", async ({
  page,
  browser,
}) => {
  test.setTimeout(120_000);
  const office = await browser.newPage();
  await signIn(office, admin, `/admin/mail?kind=renewal_60&q=${encodeURIComponent(owner.email)}&as=text`);
  const text = await office.getByRole("article", { name: "The mail" }).innerText();
  await office.close();
  const link = /\/unsubscribe\?token=\S+/.exec(text)?.[0] ?? "no link";

  await page.goto(link);
  await expectAccessible(page);
  await page.getByRole("button", { name: "Stop this mail" }).click();
  await expect(page.getByText("You get no more mail about: Names that run out")).toBeVisible();

  await signIn(page, owner, "/settings/notices");
  const choice = page.getByRole("switch", { name: /^Names that run out/ });
  await expect(choice).not.toBeChecked();
  await choice.check();
  await page.getByRole("button", { name: "Save what you want" }).click();
  await expect(page.getByRole("region", { name: "Mail you want" }).getByRole("status")).toHaveText("Saved.");
  await page.reload();
  await expect(choice).toBeChecked();
  await expectAccessible(page);

  await page.getByRole("button", { name: "Make an address" }).click();
  const address = (await page.locator("main code").innerText()).trim();
  const read = () => page.request.get(new URL(address).pathname);
  expect(await (await read()).text()).toContain("SUMMARY:fernandfable.com renews by this day");
  await page.getByRole("button", { name: "Take the calendar off the net" }).click();
  await expect(page.getByRole("button", { name: "Make an address" })).toBeVisible();
  expect((await read()).status()).toBe(404);
});

test("AN-27, U-16: a registrant who has not confirmed is counted down, gets the mail again, and is seen to have confirmed", async ({
  page,
}) => {
  await signIn(page, owner, "/domains?query=fernfable.ai");
  await page.getByRole("link", { name: "fernfable.ai" }).first().click();
  await expect(page.getByText(/^Confirm dana@fernandfable\.com by .*, in \d+ days$/)).toBeVisible(long);
  await expectAccessible(page);
  await page.getByRole("button", { name: "Have the mail sent again" }).click();
  await expect(page.getByText(/sends the mail to dana@fernandfable\.com again/)).toBeVisible(long);
  // The sandbox's registrant clicks the link of the second mail.
  await page.getByRole("button", { name: "It is confirmed, look again" }).click();
  await expect(page.getByText(/^Confirm dana@fernandfable\.com/)).toHaveCount(0, long);
  await page.getByRole("link", { name: "Activity" }).click();
  await expect(page.getByText("The registrant of fernfable.ai is verified.")).toBeVisible(long);
});
