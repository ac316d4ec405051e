import type { APIRequestContext, Page } from "@playwright/test";
import { demoUsers, moreDemoUsers } from "../db/demo-users.mjs";
import { expect, expectAccessible, test } from "./fixtures";
import { cards, payWith, typeCard } from "./shop";

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

/** The registrar gives names other ends, so many days from now: what waiting would do to them. */
async function setEnds(request: APIRequestContext, sandboxUrl: string, days: Record<string, number>) {
  const domains = Object.entries(days).map(([name, inDays]) => ({
    name,
    expiresAt: new Date(Date.now() + inDays * 86_400_000).toISOString(),
  }));
  const answer = await request.post(`${sandboxUrl}/control/registrar/domains`, { data: { domains } });
  expect(answer.status()).toBe(200);
}

async function asAdmin(page: Page, work: () => Promise<void>) {
  await page.context().clearCookies();
  await signIn(page, admin, "/admin/jobs");
  await work();
  await page.context().clearCookies();
}

/** Starts a job by its name, from the page of jobs. */
async function runJob(page: Page, title: string, counted: RegExp) {
  await page.getByRole("button", { name: `Run ${title} now` }).click();
  const said = page.getByText(new RegExp(`^${title} ran: `));
  await expect(said).toContainText(counted, long);
}

/** An order that ended well has the new date in its timeline. */
async function expectRenewed(page: Page, name: string) {
  await page.waitForURL(/\/orders\/ord_/);
  await expect(page.getByText(new RegExp(`${name.replace(".", "\\.")} is renewed until`)).first()).toBeVisible(long);
  await expectAccessible(page);
}

test("CO-3, DP-127, S-9: a name is renewed now for two years, at the price that was shown", async ({ page }) => {
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
  // The list has a page of the newest; others may have had mail since.
  await page.goto("/admin/mail?kind=renewal_due&q=harbourlane.cc");
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

test("PE-37, DP-128, X-37: a name is let go with its date, and one click keeps it", async ({ page }) => {
  await signIn(page, fern, "/renewals");
  await page.getByRole("link", { name: "fernandfable.shop", exact: true }).click();
  await page.getByRole("button", { name: "Let fernandfable.shop expire" }).click();
  await expect(page.getByRole("heading", { name: "It will end" })).toBeVisible();
  await expectAccessible(page);
  await page.getByRole("button", { name: "Keep fernandfable.shop" }).click();
  await expect(page.getByRole("heading", { name: "It renews by itself" })).toBeVisible();
});

test("AN-15, U-7: a card that the bank refuses is told of by mail with the reason, and another one saves the name", async ({
  page,
  request,
  sandboxUrl,
}) => {
  test.setTimeout(300_000);
  const name = "harbourlane.net";
  await signIn(page, harbour, "/settings/billing");
  const saved = page.getByRole("button", { name: /^Remove Visa/ });
  for (let left = await saved.count(); left > 0; left -= 1) {
    await saved.first().click();
    await page.getByRole("dialog").getByRole("button", { name: "Remove it" }).click();
    await expect(saved).toHaveCount(left - 1);
  }
  await page.getByRole("button", { name: "Save a card at Stripe" }).click();
  await page.waitForURL(/\/stripe\/pay\//);
  await typeCard(page, cards.refusedLater);
  await page.getByRole("button", { name: "Save card" }).click();
  await expect(page.getByText("Visa ···0341")).toBeVisible();

  await setEnds(request, sandboxUrl, { [name]: 20 });
  await asAdmin(page, async () => {
    await runJob(page, "Registrar accounts", /1 changed/);
    await runJob(page, "Renewal invoices", /1 invoice/);
    await expect(async () => {
      await page.goto(`/admin/mail?q=${name}&kind=renewal_due&as=text`);
      const mail = page.getByRole("article", { name: "The mail" });
      await expect(mail).toContainText(/from your saved card .* it was refused.* Nothing was charged/s, {
        timeout: 2000,
      });
    }).toPass({ timeout: 60_000 });
  });

  await signIn(page, harbour, "/renewals");
  await page
    .getByRole("region", { name: /Waiting for your payment/ })
    .getByRole("checkbox", { name: `Pay for ${name} with others` })
    .check();
  await page.getByRole("button", { name: /^Renew/ }).click();
  await page.waitForURL(/\/stripe\/pay\//);
  await payWith(page, cards.good);
  await expectRenewed(page, name);
});

test("AN-11, CO-31: a name that was let go expires, is deleted, and is restored for the fee that was shown", async ({
  page,
  request,
  sandboxUrl,
}) => {
  test.setTimeout(300_000);
  const [late, deleted] = ["harbourlane.bike", "harbourlanecycles.com"] as const;
  const openRenewal = async (name: string) => {
    await page.goto(`/domains?query=${name}`);
    await page.getByRole("link", { name }).first().click();
    await page.waitForURL(/\/domains\/dom_/);
    await page.goto(page.url().replace("/domains/", "/renewals/"));
  };
  await signIn(page, harbour, "/domains");
  for (const name of [late, deleted]) {
    await openRenewal(name);
    await page.getByRole("button", { name: `Let ${name} expire` }).click();
    await expect(page.getByRole("heading", { name: "It will end" })).toBeVisible();
  }

  // What time does: nobody renewed them, and the registrar's own dates have passed.
  await setEnds(request, sandboxUrl, { [late]: -20, [deleted]: -50 });
  await asAdmin(page, () => runJob(page, "Registrar accounts", /2 changed/));

  await signIn(page, harbour, "/domains");
  await openRenewal(late);
  await expect(page.getByText(/It can be renewed until .* After that its registry asks for a restore/)).toBeVisible();
  await expectAccessible(page);
  await openRenewal(deleted);
  await expect(page.getByText(/Its registry has deleted it and gives it back until/)).toBeVisible();
  await expectAccessible(page);
  const restore = page.getByRole("button", { name: `Restore ${deleted} for` });
  const price = /for ([\d.,]+) /.exec(await restore.innerText())?.[1] ?? "no price";
  await restore.click();
  await page.waitForURL(/\/stripe\/pay\//);
  await expect(page.locator("body")).toContainText(price);
  await payWith(page, cards.good);
  await page.waitForURL(/\/orders\/ord_/);
  await expect(page.getByText(`${deleted} is restored until`).first()).toBeVisible(long);
  await expect(page.getByText(`Captured ${price} USD for what was delivered.`)).toBeVisible(long);
  await expectAccessible(page);
  await openRenewal(deleted);
  await expect(page.getByRole("heading", { name: "Renew it now" })).toBeVisible();
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
