import { existsSync } from "node:fs";

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
