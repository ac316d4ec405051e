import { existsSync } from "node:fs";
import AxeBuilder from "@axe-core/playwright";
import { type Browser, chromium } from "@playwright/test";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { browserLaunchOptions, systemBrowser } from "@/scripts/run/browser.mjs";
import { type StripeWorld, sessionInput, startStripe } from "../testing/start-stripe";

const hasBrowser = Boolean(systemBrowser()) || existsSync(chromium.executablePath());

describe.skipIf(!hasBrowser)("the hosted pages in a browser (needs Chromium)", () => {
  let world: StripeWorld;
  let browser: Browser;
  beforeAll(async () => {
    world = await startStripe();
    browser = await chromium.launch(browserLaunchOptions());
  });
  afterAll(async () => {
    await browser?.close();
    await world.close();
  });

  async function newSession() {
    const customer = await world.stripe.customers.create({ email: "ada@example.com", name: "Ada" });
    await world.stripe.paymentMethods.attach("pm_card_mastercard", { customer: customer.id });
    return world.stripe.checkout.sessions.create(
      sessionInput({
        customer: customer.id,
        custom_text: { submit: { message: "Held now, captured only when the name is yours." } },
        payment_intent_data: { capture_method: "manual", setup_future_usage: "off_session" },
        saved_payment_method_options: {
          allow_redisplay_filters: ["always", "limited", "unspecified"],
          payment_method_save: "enabled",
        },
        success_url: `${world.baseUrl}/stripe/pay/{CHECKOUT_SESSION_ID}`,
      }),
    );
  }

  it.each([
    ["light", 1280],
    ["dark", 390],
  ] as const)(
    "%s at %i pixels: axe is silent and nothing overflows, from typing to the end",
    async (colorScheme, width) => {
      const context = await browser.newContext({ colorScheme, viewport: { width, height: 860 } });
      const page = await context.newPage();
      const inspect = async (name: string) => {
        const shots = process.env.LOOK_STRIPE_DIR;
        if (shots) await page.screenshot({ path: `${shots}/${name}-${width}-${colorScheme}.png`, fullPage: true });
        const { violations } = await new AxeBuilder({ page }).analyze();
        expect(violations.map(({ id, nodes }) => `${name}: ${id} ${nodes[0]?.html}`)).toEqual([]);
        const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
        expect(overflow, name).toBeLessThanOrEqual(0);
      };
      const session = await newSession();
      await page.goto(session.url ?? "");
      await inspect("saved");
      expect(await page.getByLabel("Card number").isVisible()).toBe(false);
      await page.getByLabel("Another card").check();
      await page.getByText("Test cards for this sandbox").click();
      await inspect("open");
      await page.getByRole("button", { name: "Pay $25.98" }).click();
      expect(await page.getByLabel("Card number").getAttribute("aria-invalid")).toBe("true");
      await inspect("invalid");
      const type = async (number: string) => {
        await page.getByLabel("Another card").check();
        await page.getByLabel("Card number").fill(number);
        await page.getByLabel("Expiration").fill("12 / 34");
        await page.getByLabel("Security code").fill("123");
        await page.getByLabel("Name on card").fill("Ada Lovelace");
        await page.getByRole("button", { name: "Pay $25.98" }).click();
      };
      await type("4000 0000 0000 9995");
      expect(await page.getByRole("alert").textContent()).toContain("insufficient funds");
      await inspect("declined");
      await type("4000 0027 6000 3184");
      await inspect("challenge");
      await page.getByRole("button", { name: "Complete" }).click();
      expect(await page.getByRole("heading", { level: 1 }).textContent()).toBe("This payment is complete");
      await inspect("complete");
      await context.close();
    },
  );

  it("a form may leave for the shop: the page's policy does not stop the redirect to another origin", async () => {
    const page = await browser.newPage();
    await page.route("http://shop.test/**", (route) => route.fulfill({ body: "thank you" }));
    const session = await world.stripe.checkout.sessions.create(sessionInput());
    await page.goto(session.url ?? "");
    for (const [label, value] of [
      ["Email", "ada@example.com"],
      ["Card number", "4242424242424242"],
      ["Expiration", "12/34"],
      ["Security code", "123"],
      ["Name on card", "Ada"],
    ] as const)
      await page.getByLabel(label).fill(value);
    await page.getByRole("button", { name: "Pay $25.98" }).click();
    await page.waitForURL(`http://shop.test/orders/1?session=${session.id}`);
    await page.close();
  });
});
