import type { Browser, BrowserContext } from "@playwright/test";
import type { Session } from "./main-pages";

export type Load = {
  /** Scripts on the wire, compressed, with their headers, until the page is quiet: also what it fetches after it shows. */
  scriptBytes: number;
  htmlBytes: number;
  firstPaintMs: number;
  largestPaintMs: number;
  layoutShift: number;
};

const quietMs = 400;
const patienceMs = 8_000;

declare global {
  interface Window {
    seen: { largestPaintMs: number; layoutShift: number };
  }
}

/** A first visit with nothing cached and no connection open, and a second one in the same browser profile. */
export async function loadTwice(browser: Browser, url: string, session?: Session): Promise<{ cold: Load; warm: Load }> {
  const context = await browser.newContext({ ...(session && { storageState: session }) });
  await context.addInitScript(observe);
  try {
    return { cold: await load(context, url), warm: await load(context, url) };
  } finally {
    await context.close();
  }
}

async function load(context: BrowserContext, url: string): Promise<Load> {
  const page = await context.newPage();
  const wire = await context.newCDPSession(page);
  const bytes = { Script: 0, Document: 0 };
  const open = new Map<string, "Script" | "Document">();
  let lastAt = performance.now();
  wire.on("Network.requestWillBeSent", ({ requestId, type }) => {
    if (type === "Script" || type === "Document") open.set(requestId, type);
  });
  const finish = ({ requestId, encodedDataLength = 0 }: { requestId: string; encodedDataLength?: number }) => {
    const type = open.get(requestId);
    if (!type) return;
    open.delete(requestId);
    bytes[type] += encodedDataLength;
    lastAt = performance.now();
  };
  wire.on("Network.loadingFinished", finish);
  wire.on("Network.loadingFailed", finish);
  await wire.send("Network.enable");
  const answer = await page.goto(url, { waitUntil: "load" });
  if (answer?.status() !== 200 || page.url() !== url)
    throw new Error(`${url} answered ${answer?.status()} ${page.url()}`);
  const deadline = performance.now() + patienceMs;
  for (;;) {
    const paint = await page.evaluate(() => ({
      firstPaintMs: performance.getEntriesByName("first-contentful-paint")[0]?.startTime ?? 0,
      ...window.seen,
    }));
    const quiet = open.size === 0 && performance.now() - lastAt > quietMs && paint.firstPaintMs > 0;
    if (quiet) {
      await page.close();
      return { scriptBytes: bytes.Script, htmlBytes: bytes.Document, ...paint };
    }
    if (performance.now() > deadline) throw new Error(`${url} did not become quiet.`);
    await new Promise((wake) => setTimeout(wake, 50));
  }
}

/** Runs in the page. */
function observe(): void {
  window.seen = { largestPaintMs: 0, layoutShift: 0 };
  new PerformanceObserver((list) => {
    for (const { startTime } of list.getEntries()) window.seen.largestPaintMs = startTime;
  }).observe({ type: "largest-contentful-paint", buffered: true });
  new PerformanceObserver((list) => {
    for (const shift of list.getEntries() as (PerformanceEntry & { value: number; hadRecentInput: boolean })[])
      if (!shift.hadRecentInput) window.seen.layoutShift += shift.value;
  }).observe({ type: "layout-shift", buffered: true });
}
