import type { ChildProcess } from "node:child_process";
import { rmSync } from "node:fs";
import { and, inArray, isNull, sql } from "drizzle-orm";
import { db, rawSql } from "@/db/client";
import { makeContact, makeMember } from "@/db/factories";
import { orders } from "@/db/schema";
import { SECOND, systemClock } from "@/lib/kernel/clock";
import { resetEnv } from "@/lib/kernel/env";
import { addToCart } from "@/lib/orders/add-to-cart";
import { getCart } from "@/lib/orders/get-cart";
import { placeOrder } from "@/lib/orders/place-order";
import { makeDisposableFolder } from "../run/disposable-data.mjs";
import { startProcess, stopProcess } from "../run/processes.mjs";
import { judge, type Verdict } from "./oracles";
import type { Random } from "./random";
import { watchSafety } from "./watch-safety";

const concurrent = 20;
const kills = 3;
const patienceMs = 420_000;

/** Of twenty: plain ones, slow ones, and some that the registrar loses, refuses or gives to somebody faster. */
const spellings = [
  ...["", "", "", "", "", "", "", "", "", "slow-30s", "slow-30s", "timeout-done", "timeout-not-done", "error-500"],
  ...["garbage", "taken-at-register", "policy", "refused-later", "dns-down", "listing-lag"],
];

const sleep = (ms: number) => new Promise((wake) => setTimeout(wake, ms));

/**
 * Starts the built product, pays twenty orders at once, and ends it with SIGKILL (server, engine and sandbox together) again and
 * again while it fulfils them, each time starting it anew on the same data. Resolves with what every oracle says at the end.
 */
export async function killServer(random: Random, say: (line: string) => void): Promise<Verdict & { orders: number }> {
  const data = makeDisposableFolder("kill");
  const given = { ...process.env, STRIPE_SECRET_KEY: "", STRIPE_WEBHOOK_SECRET: "", STRIPE_API_BASE_URL: "" };
  let product = await startProduct(data, given);
  try {
    Object.assign(process.env, product.env);
    resetEnv();
    await watchSafety(rawSql());
    // The demo merchant's orders are under way, too, some of them for days.
    const before = await judge(systemClock.now());
    const placed = await Promise.all(spellings.slice(0, concurrent).map((word, number) => place(word, number)));
    say(`${placed.length} orders placed`);
    const paid = Promise.allSettled(placed.map(({ payUrl }) => pay(payUrl)));
    for (let kill = 1; kill <= kills; kill += 1) {
      if (kill === 1) await paid;
      await sleep(random.between(200, 3_000));
      await product.kill();
      say(`killed the ${kill}. time with ${await openOrders(placed)} orders under way`);
      product = await startProduct(data, given);
    }
    const deadline = performance.now() + patienceMs;
    while ((await openOrders(placed)) > 0 && performance.now() < deadline) await sleep(SECOND);
    await untilSetUp(deadline);
    const [row] = await db().execute<{ states: string }>(
      sql`select string_agg(n || ' ' || state, ', ') as states from (select state, count(*) as n from orders
        where ${inArray(
          orders.id,
          placed.map(({ orderId }) => orderId),
        )} group by state) counted`,
    );
    say(`ended: ${row?.states}`);
    return { ...newIn(await judge(systemClock.now()), before), orders: placed.length };
  } finally {
    await product.stop();
    rmSync(data, { recursive: true, force: true });
  }
}

function newIn(after: Verdict, before: Verdict): Verdict {
  const since = (of: keyof Verdict) => after[of].filter((found) => !before[of].includes(found));
  return {
    violations: since("violations"),
    doubleCharges: since("doubleCharges"),
    doubleRegistrations: since("doubleRegistrations"),
  };
}

async function place(word: string, number: number): Promise<{ orderId: string; payUrl: string }> {
  const member = await makeMember({ clock: systemClock });
  const contact = await makeContact({ merchantId: member.merchant.id, createdAt: systemClock.now() });
  const cart = { cartToken: null };
  await addToCart(member.ctx, { ...cart, name: `order-${number}${word && `-${word}`}.com` });
  await addToCart(member.ctx, { ...cart, name: `order-${number}-second.com` });
  const { version } = await getCart(member.ctx, cart);
  return placeOrder(member.ctx, { contactId: contact.id, cartVersion: version });
}

async function pay(payUrl: string): Promise<void> {
  const typed = {
    email: "jo@example.com",
    number: "4242424242424242",
    expiry: "12 / 30",
    cvc: "123",
    name: "Jo Maker",
  };
  const answer = await fetch(payUrl, { method: "POST", body: new URLSearchParams(typed), redirect: "manual" });
  await answer.body?.cancel();
}

async function openOrders(placed: { orderId: string }[]): Promise<number> {
  const ids = placed.map(({ orderId }) => orderId);
  return db().$count(orders, and(inArray(orders.id, ids), isNull(orders.endedAt)));
}

/** A zone and its records follow the order's end. */
async function untilSetUp(deadline: number): Promise<void> {
  while (performance.now() < deadline) {
    const [row] = await db().execute<{ open: number }>(sql`select count(*)::int as open from domain_setup s
      join domains d on d.id = s.domain_id where s.state <> 'done' and d.registration = 'active'`);
    const [mail] = await db().execute<{ unsent: number }>(
      sql`select count(*)::int as unsent from notices where sent_at is null`,
    );
    if (row?.open === 0 && mail?.unsent === 0) return;
    await sleep(SECOND);
  }
}

async function startProduct(data: string, given: Record<string, string | undefined>) {
  const started: { child: ChildProcess; ended: Promise<{ code: number }> } = startProcess(
    process.execPath,
    ["scripts/faults/product.mjs", data],
    {
      env: given,
      ipc: true,
      stdio: "pipe",
    },
  );
  let output = "";
  for (const stream of [started.child.stdout, started.child.stderr])
    stream?.on("data", (chunk: Buffer) => {
      output = (output + chunk).slice(-5_000);
    });
  const ready = new Promise<{ env: Record<string, string>; serverPid: number }>((done) =>
    started.child.once("message", (message) => done(message as never)),
  );
  const failed = started.ended.then(({ code }) => {
    throw new Error(`The product ended with code ${code} before it was ready.\n${output}`);
  });
  const { env, serverPid } = await Promise.race([ready, failed]);
  failed.catch(() => {});
  return {
    env,
    async kill() {
      process.kill(serverPid, "SIGKILL");
      started.child.kill("SIGKILL");
      await started.ended;
    },
    stop: () => stopProcess(started, 60),
  };
}
