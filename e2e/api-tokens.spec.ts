import { randomUUID } from "node:crypto";
import { expect, expectAccessible, test } from "./fixtures";

test("AN-55: a token is made, shown once, used by a program, and ended", async ({ page, request }) => {
  await page.goto("/sign-up?next=%2Fsettings%2Ftokens");
  await page.getByLabel("Your name").fill("Pat Program");
  await page.getByLabel("E-mail address").fill(`program-${randomUUID()}@example.test`);
  await page.getByLabel("Password").fill("four words and a dog");
  await page.getByRole("button", { name: "Create account" }).click();
  await expect(page.getByText("No program acts for you yet")).toBeVisible();

  await page.getByRole("textbox", { name: "Name" }).fill("Till");
  await page.getByRole("button", { name: "Make token" }).click();
  await expect(page.getByText("Choose at least one thing that it may do.")).toBeVisible();
  await page.getByRole("checkbox", { name: /^domains:read/ }).check();
  await page.getByRole("button", { name: "Make token" }).click();
  const secret = await page.getByText(/^np_live_[\w-]{43}$/).innerText();
  await expectAccessible(page);

  const headers = { authorization: `Bearer ${secret}` };
  const domains = await request.get("/api/v1/domains", { headers });
  expect([domains.status(), await domains.json()]).toEqual([200, { data: [], next_cursor: null }]);
  expect((await request.get("/api/v1/invoices", { headers })).status()).toBe(403);
  expect((await page.request.get("/api/v1/domains")).status()).toBe(401);

  await page.reload();
  await expect(page.getByText("Till", { exact: true })).toBeVisible();
  await expect(page.getByText(secret)).toHaveCount(0);
  await page.getByRole("button", { name: "Revoke Till" }).click();
  await expectAccessible(page);
  await page.getByRole("dialog").getByRole("button", { name: "Revoke Till" }).click();
  await expect(page.getByText("Revoked", { exact: true })).toBeVisible();
  expect((await request.get("/api/v1/domains", { headers })).status()).toBe(401);
});

test("the documentation leads to each endpoint and tells no more than its document", async ({ page, request }) => {
  const document = await (await request.get("/api/v1/openapi.json")).json();
  await page.goto("/api/docs");
  await expectAccessible(page);
  await page.getByRole("navigation", { name: "On this page" }).getByRole("link", { name: "Renew a domain" }).click();
  await expect(page.getByRole("region", { name: "Renew a domain", exact: true })).toBeInViewport();
  for (const path of Object.keys(document.paths)) {
    await expect(page.getByText(path, { exact: false }).first()).toBeAttached();
  }
});
