import { demoUsers } from "../db/demo-users.mjs";
import { expect, expectAccessible, test } from "./fixtures";
import { cards, fillRegistrant, freshLabel, payWith, signUp } from "./shop";

const owner = demoUsers[0]!;
const long = { timeout: 120_000 };

test("PE-29 to PE-33, CO-4, S-6, U-13: a name is brought here; a wrong code is told, corrected in place, and nothing is paid twice", async ({
  page,
}) => {
  test.setTimeout(240_000);
  const name = `${freshLabel("elsewhere-slow-30s")}.com`;
  await signUp(page, "/transfers");
  await expectAccessible(page);
  await page.getByRole("link", { name: "Bring a name here" }).first().click();
  await page.getByLabel("Names you hold elsewhere").fill(`${name}\n${freshLabel("elsewhere-locked")}.com`);
  await page.getByRole("button", { name: "See what it takes" }).click();
  await expect(page.getByText("Locked at its registrar", { exact: false })).toBeVisible();
  await expectAccessible(page);
  await page.getByRole("link", { name: `Bring ${name} here` }).click();
  await expect(page.getByRole("heading", { name: "Nothing is in the way" })).toBeVisible();
  await expectAccessible(page);

  const code = page.getByLabel("Auth code, as your present registrar shows it");
  await code.fill("two words");
  await fillRegistrant(page);
  const pay = page.getByRole("button", { name: /^Pay .* and bring it here$/ });
  await pay.click();
  await expect(page.getByText("There is a blank inside the code", { exact: false })).toBeVisible();
  await code.fill("not-the-right-one");
  await pay.click();
  await page.waitForURL(/\/stripe\/pay\//);
  await payWith(page, cards.good);
  await page.waitForURL(/\/orders\/ord_/);

  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Another auth code is needed", long);
  await expectAccessible(page);
  await page.getByLabel("New auth code").fill(`code-${name}`);
  await page.getByRole("button", { name: "Go on with this code" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(`${name} is here`, long);
  await expect(page.getByRole("main")).not.toContainText("code-elsewhere");
  await expectAccessible(page);
  await page.goto("/transfers");
  await expect(page.getByRole("row", { name })).toContainText("Here");
});

test("AN-28, L-15, S-6: a young name cannot leave and says from when; an old one is unlocked, and its code is shown once", async ({
  page,
}) => {
  test.setTimeout(180_000);
  await page.goto("/sign-in");
  await page.getByLabel("E-mail address").fill(owner.email);
  await page.getByLabel("Password").fill(owner.password);
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.waitForURL((url) => !url.pathname.startsWith("/sign-in"));

  const open = async (name: string) => {
    await page.goto(`/domains?query=${encodeURIComponent(name)}`);
    await page.getByRole("link", { name }).first().click();
    await page.getByRole("navigation", { name: "About this domain" }).getByRole("link", { name: "Transfer" }).click();
  };
  await open("fernfable.ai");
  await expect(page.getByText(/Names stay where they are for 60 days/)).toBeVisible();
  await expectAccessible(page);

  await open("fern-and-fable.net");
  await page.getByRole("button", { name: "Unlock it" }).click();
  const field = page.getByLabel("Your password, once more");
  await expect(field).toBeVisible(long);
  await expectAccessible(page);
  await field.fill("not the password");
  await page.getByRole("button", { name: "Show the auth code" }).click();
  await expect(page.getByText("This is not your password.")).toBeVisible();
  await field.fill(owner.password);
  await page.getByRole("button", { name: "Show the auth code" }).click();
  await expect(page.getByRole("timer")).toContainText(/Gone from this screen in \d+ seconds/);
  const code = (await page.locator("main code").innerText()).trim();
  expect(code.length).toBeGreaterThan(5);
  await expectAccessible(page);
  await page.reload();
  expect(await page.content()).not.toContain(code);

  const pack = page.waitForEvent("download");
  await page.getByRole("link", { name: "Download the exit pack" }).click();
  expect((await pack).suggestedFilename()).toBe("fern-and-fable.net-exit-pack.zip");
  await page.getByRole("button", { name: "Lock it again" }).click();
  await expect(page.getByText("Locked: nobody can move it.")).toBeVisible(long);
});
