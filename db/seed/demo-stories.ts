import { isNull } from "drizzle-orm";
import { saveContact } from "../../lib/contacts/save-contact";
import { DAY, HOUR, later, type ManualClock, MINUTE } from "../../lib/kernel/clock";
import { type Ctx, jobCtx } from "../../lib/kernel/context";
import { addToCart } from "../../lib/orders/add-to-cart";
import { getCart } from "../../lib/orders/get-cart";
import { refreshPayment } from "../../lib/orders/refresh-payment";
import { removeFromCart } from "../../lib/orders/remove-from-cart";
import type { World } from "../../lib/sandbox/main";
import { db } from "../client";
import { outbox } from "../schema";
import { orderNames, payWithTestCard, playOrder, type Wish } from "./buy-names";
import { buyPastThePlatform } from "./demo-books";
import { writeDemoNotices } from "./demo-notices";
import type { DemoPeople } from "./demo-people";
import { bringName } from "./demo-transfers";

const fernContact = {
  firstName: "Dana",
  lastName: "Fern",
  organisation: "Fern & Fable LLC",
  email: "dana@fernandfable.com",
  phone: "+12072368700",
  addressLine1: "18 Exchange Street",
  addressLine2: "",
  city: "Portland",
  state: "ME",
  postalCode: "04101",
  country: "US",
};
const harbourContact = {
  firstName: "Olu",
  lastName: "Harbour",
  organisation: "",
  email: "olu@harbourlane.example",
  phone: "+49403068700",
  addressLine1: "Hafenstraße 4",
  addressLine2: "",
  city: "Hamburg",
  state: "",
  postalCode: "20459",
  country: "DE",
};

/**
 * What the demo merchants did in the past year, played through the product's own verbs in the sandbox: bought names, one
 * of which expires soon, an order of which one name was lost, one that failed, one that was never paid, one whose registrant
 * has not confirmed, one under way; and names that were brought from elsewhere, or are on their way.
 */
export async function playDemoStories(world: World, clock: ManualClock, people: DemoPeople): Promise<void> {
  const now = clock.now();
  const ago = (ms: number) => clock.set(later(now, -ms));
  const fern: Ctx = { ...people.fern, clock };
  const harbour: Ctx = { ...people.harbour, clock };
  ago(351 * DAY);
  const dana = await saveContact(fern, fernContact);
  const olu = await saveContact(harbour, harbourContact);
  await saveContact(fern, { ...fernContact, firstName: "Sam", organisation: "", email: "sam@fernandfable.com" });

  const buy = async (ctx: Ctx, wishes: readonly Wish[], patienceMs?: number) => {
    const { id, lastName, firstName } = ctx.merchantId === fern.merchantId ? dana : olu;
    const { orderId, payUrl } = await orderNames(ctx, id, wishes);
    clock.advance(40_000);
    await payWithTestCard(ctx, payUrl, `${firstName} ${lastName}`);
    await playOrder(clock, orderId, patienceMs);
  };

  ago(350 * DAY);
  await buy(fern, [{ name: "fernandfable.com" }]);
  ago(340 * DAY);
  await buy(harbour, [{ name: "harbourlane.cc" }]);
  ago(290 * DAY);
  await buy(fern, [{ name: "fableandfern.com" }, { name: "fernfable.net" }]);
  ago(200 * DAY);
  await buy(fern, [{ name: "fernandfable.shop" }, { name: "fern-and-fable.net" }]);
  ago(160 * DAY);
  await buy(harbour, [{ name: "harbourlanecycles.com", years: 2 }, { name: "harbourlane.net" }]);
  ago(90 * DAY);
  world.registrar.failNext({ verb: "register", mode: "taken-at-register", name: "fablestationery.store" });
  await buy(fern, [{ name: "fablestationery.com" }, { name: "fablestationery.store" }]);
  ago(45 * DAY);
  await buyPastThePlatform(world, clock);
  ago(40 * DAY);
  world.registrar.failNext({ verb: "register", mode: "refused-later", name: "thefernery.co" });
  await buy(fern, [{ name: "thefernery.co" }]);
  ago(32 * DAY);
  await bringName(clock, fern, dana.id, { name: "fnf.com" });
  ago(21 * DAY);
  await buy(fern, [{ name: "blätterwerk.com", years: 3 }]);
  ago(19 * DAY);
  world.registrar.failNext({ verb: "transfer", mode: "transfer-refused", name: "fnf.org" });
  await bringName(clock, fern, dana.id, { name: "fnf.org" });
  ago(9 * DAY);
  const unpaid = await orderNames(fern, dana.id, [{ name: "fernandfable.app" }]);
  clock.advance(3 * HOUR);
  await world.stripe?.tick();
  await giveUp(fern, unpaid.orderId);
  ago(6 * DAY);
  world.registrar.failNext({ verb: "register", mode: "unverified", name: "fernfable.ai" });
  await buy(fern, [{ name: "fernfable.ai", years: 2 }]);
  ago(3 * DAY);
  await buy(harbour, [{ name: "harbourlane.bike" }]);
  ago(2.8 * DAY);
  await bringName(clock, fern, dana.id, { name: "ffb.net", days: 1.2 });
  ago(1.5 * DAY);
  await bringName(clock, fern, dana.id, { name: "fab.org", authCode: "of-another-name", days: 1.2 });

  // What was told so far has been heard; the engine takes up the order below when it starts.
  await db().update(outbox).set({ sentAt: clock.now() }).where(isNull(outbox.sentAt));
  ago(20 * MINUTE);
  world.registrar.failNext({ verb: "register", mode: "pending-3d", name: "fablepress.com" });
  await buy(fern, [{ name: "fablepress.com" }], 5 * MINUTE);

  clock.set(now);
  await writeDemoNotices(clock);
  await addToCart(fern, { cartToken: null, name: "fernandfable.co" });
  await addToCart(fern, { cartToken: null, name: "fablegarden.shop", years: 2 });
}

/** The payment page has closed: the order is cancelled by itself, and the wish is taken out of the cart. */
async function giveUp(ctx: Ctx, orderId: string): Promise<void> {
  await refreshPayment(jobCtx("seed", ctx.clock), { orderId });
  const { lines } = await getCart(ctx, { cartToken: null });
  for (const line of lines) await removeFromCart(ctx, { cartToken: null, lineId: line.id });
}
