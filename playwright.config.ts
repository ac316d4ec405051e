import { defineConfig, devices } from "@playwright/test";
import { browserLaunchOptions } from "./scripts/run/browser.mjs";

/** `npm test` starts the product on free ports and gives its address; alone, the stories run against a started one. */
export default defineConfig({
  testDir: "e2e",
  outputDir: "test-results",
  workers: 1,
  forbidOnly: Boolean(process.env.CI),
  timeout: 120_000,
  expect: { timeout: 20_000 },
  reporter: [["list"], ["json", { outputFile: process.env.E2E_REPORT ?? "test-results/report.json" }]],
  use: {
    ...devices["Desktop Chrome"],
    baseURL: process.env.E2E_BASE_URL ?? "http://localhost:3000",
    trace: "retain-on-failure",
    launchOptions: browserLaunchOptions(),
  },
});
