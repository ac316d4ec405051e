/**
 * B10: what the main pages weigh and how soon they show something, in Chromium, against a bare Next app of the same
 * versions built and served in the same run; and what everything that `npm start` runs keeps in memory, at rest and after
 * 10,000 requests. Medians of per-round ratios, each page beside a visit of the bare page.
 */
import { loadavg } from "node:os";
import { chromium } from "@playwright/test";
import { browserLaunchOptions, requireBrowser } from "../scripts/run/browser.mjs";
import { buildBareApp } from "./pages/bare-app";
import { loadTwice } from "./pages/load-page";
import { findMainPages, type MainPage } from "./pages/main-pages";
import { type Memory, measureMemory } from "./pages/memory";
import { type Pair, summarise, tableOf } from "./pages/report";
import { requestPages } from "./pages/request-pages";
import { startProduct } from "./pages/start-product";

const rounds = 5;
const attempts = 3;
const noisySpread = 0.25;
const restSeconds = 30;
const requests = 10_000;

const rest = () => new Promise((wake) => setTimeout(wake, restSeconds * 1000));

function say(when: string, { kind, totalMb, supervisorMb, serverMb, postgresMb }: Memory): void {
  console.error(
    `${when}: ${totalMb} MB ${kind} (supervisor with sandbox ${supervisorMb}, server ${serverMb}, Postgres ${postgresMb})`,
  );
}

async function measurePaint(pages: MainPage[], bareUrl: string): Promise<Pair[]> {
  const browser = await chromium.launch(browserLaunchOptions());
  const pairs: Pair[] = [];
  try {
    for (let round = -1; round < rounds; round += 1) {
      for (const [index, { name, url, session }] of pages.entries()) {
        const visitFloor = () => loadTwice(browser, bareUrl);
        const visitOurs = () => loadTwice(browser, url, session);
        // Floor, ours, ours, floor …: neither is always the one that comes second.
        const floorFirst = (round + index) % 2 === 0;
        const first = floorFirst ? await visitFloor() : await visitOurs();
        const second = floorFirst ? await visitOurs() : await visitFloor();
        const [floor, ours] = floorFirst ? [first, second] : [second, first];
        if (round >= 0) pairs.push({ page: name, ours, floor });
      }
      console.error(`round ${round} of ${rounds - 1}`);
    }
  } finally {
    await browser.close();
  }
  return pairs;
}

async function findPages(baseUrl: string): Promise<MainPage[]> {
  const browser = await chromium.launch(browserLaunchOptions());
  try {
    return await findMainPages(browser, baseUrl);
  } finally {
    await browser.close();
  }
}

await requireBrowser();
const busy = (loadavg()[0] ?? 0) > 0.5;
const bare = await buildBareApp();
const closers: (() => unknown)[] = [bare.remove];
try {
  const product = await startProduct();
  closers.push(product.stop);
  await rest();
  const idle = measureMemory(product);
  say(`after ${restSeconds} s of rest`, idle);

  const pages = await findPages(product.url);
  await requestPages(pages, requests);
  say(`right after ${requests} requests`, measureMemory(product));
  await rest();
  const loaded = measureMemory(product);
  say(`and ${restSeconds} s later`, loaded);

  const floor = await bare.start();
  closers.push(floor.stop);
  const bareUrl = `${floor.url}/`;
  await requestPages([{ url: bareUrl, session: { cookies: [], origins: [] } }], requests / 20);
  let pairs = await measurePaint(pages, bareUrl);
  for (let attempt = 1; attempt < attempts && summarise(pairs).floorSpread > noisySpread; attempt += 1)
    pairs = await measurePaint(pages, bareUrl);
  const { ratios, floorSpread, pages: figures } = summarise(pairs);
  console.error(tableOf(figures, pairs));
  console.log(
    JSON.stringify({
      bench: "pages",
      ratios,
      exponents: {},
      counts: { rssIdleMb: idle.totalMb, rssAfter10kRequestsMb: loaded.totalMb },
      noisy: busy || floorSpread > noisySpread,
    }),
  );
} finally {
  for (const close of closers.reverse()) await close();
}
