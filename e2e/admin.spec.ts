import { demoUsers } from "../db/demo-users.mjs";
import { expect, expectAccessible, test } from "./fixtures";

const admin = demoUsers.find(({ role }) => role === "admin");

test.beforeEach(async ({ page }) => {
  await page.goto("/sign-in?next=%2Fadmin%2Ftlds");
  await page.getByLabel("E-mail address").fill(admin?.email ?? "");
  await page.getByLabel("Password").fill(admin?.password ?? "");
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page).toHaveURL(/\/admin\/tlds/, { timeout: 30_000 });
});

test("S-12: a price is set by hand where it stands, its margin follows, and the markup takes it back", async ({
  page,
}) => {
  await page.goto("/admin/tlds?q=studio");
  const price = page.getByRole("button", { name: /^Price to restore \.studio:/ });
  const before = (await price.getAttribute("aria-label")) ?? "";
  await price.click();
  const field = page.getByLabel(/^Price to restore \.studio, in USD/);
  await field.fill("a lot");
  await field.press("Enter");
  await expect(page.getByRole("alert").first()).toContainText("such as 12.99");
  await field.fill("95.00");
  await field.press("Enter");
  await expect(price).toHaveAccessibleName(/: 95\.00, set by hand/);
  await expect(
    page
      .getByRole("row", { name: /\.studio/ })
      .getByText(/^\+/)
      .first(),
  ).toBeVisible();
  await expectAccessible(page);
  await price.click();
  await field.fill("");
  await field.press("Enter");
  await expect(price).toHaveAccessibleName(before);
});

test("AN-50: a name is read at its registrar, and stands beside what is kept here", async ({ page }) => {
  await page.goto("/admin/orders?state=completed");
  await page.getByRole("main").getByRole("link", { name: /\.com/ }).first().click();
  await page
    .getByRole("button", { name: /^Compare .+ with its registrar$/ })
    .first()
    .click();
  await expect(page.getByRole("status").filter({ hasText: /differs?\.|does not hold it/ })).toBeVisible();
  await expectAccessible(page);
});
