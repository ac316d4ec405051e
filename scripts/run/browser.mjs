import { existsSync } from "node:fs";
import { bin } from "./paths.mjs";
import { runProcess } from "./processes.mjs";
import { StepFailure, step } from "./progress.mjs";

const installed = [
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
];

/** @returns {string | undefined} a browser of the machine; undefined = Playwright's own */
export function systemBrowser() {
  return [process.env.CHROMIUM_PATH, ...installed].find((path) => path && existsSync(path));
}

/** Chromium's own sandbox does not work as root. */
export function browserLaunchOptions() {
  const executablePath = systemBrowser();
  return { ...(executablePath ? { executablePath } : {}), args: process.getuid?.() === 0 ? ["--no-sandbox"] : [] };
}

/** Finds a browser, or installs one: Debian's as root, else Playwright's own. */
export async function requireBrowser() {
  const { chromium } = await import("@playwright/test");
  const there = () => Boolean(systemBrowser()) || existsSync(chromium.executablePath());
  if (there()) return;
  const remedy =
    "Install Chromium (apt-get install chromium), set CHROMIUM_PATH to a browser, or run: npx playwright install chromium";
  if (process.getuid?.() === 0 && existsSync("/usr/bin/apt-get")) {
    await step("Installing Chromium", installDebianChromium, remedy).catch(() => undefined);
  }
  if (!there()) {
    await step(
      "Installing Playwright's Chromium",
      () => runProcess(bin("playwright"), ["install", "chromium"]),
      remedy,
    );
  }
  if (!there()) throw new StepFailure("There is no browser for the browser stories.", remedy);
}

async function installDebianChromium() {
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  await runProcess("apt-get", ["update", "-qq"], { env });
  await runProcess("apt-get", ["install", "-y", "-qq", "--no-install-recommends", "chromium"], { env });
}
