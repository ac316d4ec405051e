import { randomUUID } from "node:crypto";
import { expect, type Page } from "@playwright/test";

/** A label that nobody has ordered, with the words given, so that induced faults can be spelled. */
export const freshLabel = (words = "harbor") => `${words}-${randomUUID().slice(0, 8)}`;

export const cards = {
  good: "4242424242424242",
  insufficient: "4000000000009995",
  threeDSecure: "4000002760003184",
  /** Can be saved; each charge is refused. */
  refusedLater: "4000000000000341",
} as const;

export async function signUp(page: Page, next: string): Promise<string> {
  const email = `buyer-${randomUUID()}@example.com`;
  await page.goto(`/sign-up?next=${encodeURIComponent(next)}`);
  await page.getByLabel("Your name").fill("Jo Maker");
  await page.getByLabel("E-mail address").fill(email);
  await page.getByLabel("Password").fill("four words and a dog");
  await page.getByRole("button", { name: "Create account" }).click();
  await page.waitForURL((url) => url.pathname === next);
  return email;
}

/** Searches a whole name on the front page and adds the exact match. */
export async function addName(page: Page, name: string): Promise<void> {
  await page.goto("/");
  const field = page.getByRole("textbox").or(page.getByRole("searchbox")).first();
  await field.fill(name);
  await field.press("Enter");
  const main = page.getByRole("main");
  // Other endings may answer before the one that is wanted.
  await main
    .getByRole("button", { name: `Add ${name}`, exact: true })
    .first()
    .click();
  await expect(main.getByText("In cart").first()).toBeVisible();
}

/** In a form that asks for one. */
export async function fillRegistrant(page: Page): Promise<void> {
  await page.locator("select[name=country]").selectOption("US");
  const values = {
    firstName: "Jo",
    lastName: "Maker",
    phone: "+1 555 236 8700",
    addressLine1: "12 Quay Street",
    city: "Portland",
    postalCode: "04101",
  };
  for (const [name, value] of Object.entries(values)) await page.locator(`input[name=${name}]`).fill(value);
  await page.locator("select[name=state]").selectOption("ME");
}

/** Fills in a registrant, ticks what asks for it, and goes to the payment page. */
export async function checkOut(page: Page): Promise<void> {
  await page.goto("/checkout");
  await fillRegistrant(page);
  for (const box of await page.locator("main input[type=checkbox]").all()) await box.check();
  await page.getByRole("button", { name: /^Hold .* and register$/ }).click();
  await page.waitForURL(/\/stripe\/pay\//);
}

/** Types a card in, also where one of an earlier visit is chosen. */
export async function payWith(page: Page, number: string): Promise<void> {
  const another = page.getByLabel("Another card");
  if (await another.isVisible()) await another.check();
  await typeCard(page, number);
  await page.getByRole("button", { name: /^Pay/ }).click();
}

export async function typeCard(page: Page, number: string): Promise<void> {
  await page.locator("input[name=number]").fill(number);
  await page.locator("input[name=expiry]").fill("12 / 30");
  await page.locator("input[name=cvc]").fill("123");
  await page.locator("input[name=name]").fill("Jo Maker");
}
