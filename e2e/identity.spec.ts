import { randomUUID } from "node:crypto";
import { demoUsers } from "../db/demo-users.mjs";
import { expect, expectAccessible, test } from "./fixtures";

const password = "four words and a dog";
const newEmail = () => `visitor-${randomUUID()}@example.test`;

test("CO-14: a visitor makes an account on the way to a room and arrives there", async ({ page }) => {
  await page.goto("/settings/security");
  await expect(page).toHaveURL(/\/sign-in\?next=%2Fsettings%2Fsecurity$/);
  await expectAccessible(page);
  await page.getByRole("link", { name: "Create an account" }).click();
  await expectAccessible(page);
  await page.getByLabel("Your name").fill("Zoë Maker");
  await page.getByLabel("E-mail address").fill(newEmail());
  await page.getByLabel("Password").fill(password);
  await page.getByRole("button", { name: "Create account" }).click();
  await expect(page).toHaveURL(/\/settings\/security$/);
  await expect(page.getByText("This browser")).toBeVisible();
  await expectAccessible(page);
});

test("a wrong password says so, keeps the address and forgets the password", async ({ page }) => {
  const email = newEmail();
  await page.goto("/sign-in");
  await page.getByLabel("E-mail address").fill(email);
  await page.getByLabel("Password").fill("a wrong password");
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page.getByRole("alert").filter({ hasText: "do not belong together" })).toBeVisible();
  await expect(page.getByLabel("E-mail address")).toHaveValue(email);
  await expect(page.getByLabel("Password")).toHaveValue("");
});

test("a browser that was signed out from elsewhere is out with its next click", async ({ page, browser, baseURL }) => {
  const email = newEmail();
  await page.goto("/sign-up?next=%2Fsettings%2Fsecurity");
  await page.getByLabel("Your name").fill("Two Browsers");
  await page.getByLabel("E-mail address").fill(email);
  await page.getByLabel("Password").fill(password);
  await page.getByRole("button", { name: "Create account" }).click();
  await expect(page.getByText("This browser")).toBeVisible();

  const elsewhere = await browser.newContext(baseURL ? { baseURL } : {});
  const other = await elsewhere.newPage();
  await other.goto("/sign-in?next=%2Fsettings");
  await other.getByLabel("E-mail address").fill(email);
  await other.getByLabel("Password").fill(password);
  await other.getByRole("button", { name: "Sign in" }).click();
  await expect(other.getByRole("heading", { name: "Settings" })).toBeVisible();

  await page.reload();
  await page.getByRole("button", { name: "Sign out all other browsers" }).click();
  await expect(page.getByRole("button", { name: "Sign out all other browsers" })).toHaveCount(0);
  await other.getByRole("link", { name: "Security" }).click();
  await expect(other).toHaveURL(/\/sign-in\?next=/);
  await elsewhere.close();
});

test.describe("without scripts", () => {
  test.use({ javaScriptEnabled: false });

  test("signing up, failing, signing in and out all work", async ({ page }) => {
    const email = newEmail();
    await page.goto("/sign-up?next=%2Fsettings%2Fsecurity");
    await page.getByLabel("Your name").fill("Plain Reader");
    await page.getByLabel("E-mail address").fill(email);
    await page.getByLabel("Password").fill(password);
    await page.getByRole("button", { name: "Create account" }).click();
    await expect(page).toHaveURL(/\/settings\/security$/);
    await page
      .getByRole("listitem")
      .filter({ hasText: "This browser" })
      .getByRole("button", { name: "Sign out" })
      .click();

    await page.goto("/sign-in?next=%2Fsettings");
    await page.getByLabel("E-mail address").fill(email);
    await page.getByLabel("Password").fill("a wrong password");
    await page.getByRole("button", { name: "Sign in" }).click();
    await expect(page.getByRole("alert").filter({ hasText: "do not belong together" })).toBeVisible();
    await page.getByLabel("E-mail address").fill(email);
    await page.getByLabel("Password").fill(password);
    await page.getByRole("button", { name: "Sign in" }).click();
    await expect(page).toHaveURL(/\/settings$/);
  });
});

test("an admin lands in the platform's rooms", async ({ page }) => {
  const admin = demoUsers.find((user) => user.role === "admin");
  await page.goto("/sign-in");
  await page.getByLabel("E-mail address").fill(admin?.email ?? "");
  await page.getByLabel("Password").fill(admin?.password ?? "");
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page).toHaveURL(/\/admin$/);
});
