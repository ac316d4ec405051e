import { hash } from "@node-rs/argon2";
import { type Clock, DAY, later, systemClock } from "../lib/kernel/clock";
import type { Ctx, MemberRole } from "../lib/kernel/context";
import { newId } from "../lib/kernel/ids";
import { db } from "./client";
import * as schema from "./schema";

/**
 * Rows as the product itself leaves them, for the seed and for tests. Each maker inserts through db() and returns the row;
 * what is not given is filled in with something plausible and unique.
 */
type Given<T extends keyof typeof tables> = Partial<(typeof tables)[T]["$inferInsert"]>;
const tables = {
  user: schema.users,
  merchant: schema.merchants,
  account: schema.registrarAccounts,
  contact: schema.contacts,
  order: schema.orders,
  item: schema.orderItems,
  payment: schema.payments,
  domain: schema.domains,
} as const;

export const factoryPassword = "four words and a dog";
let factoryHash: Promise<string> | undefined;

/** A user who can sign in with `password` (factoryPassword when left out). Member of nothing yet. */
export async function makeUser({ password, ...given }: Given<"user"> & { password?: string } = {}) {
  // One hash for all that share the password: hashing is slow on purpose.
  factoryHash ??= hash(factoryPassword, { memoryCost: 19_456, timeCost: 2, parallelism: 1 });
  const passwordHash = password
    ? await hash(password, { memoryCost: 19_456, timeCost: 2, parallelism: 1 })
    : await factoryHash;
  const id = newId("user");
  const row = { id, email: `${id}@example.test`, name: "Robin Maker", passwordHash, createdAt: systemClock.now() };
  return only(
    await db()
      .insert(schema.users)
      .values({ ...row, ...given })
      .returning(),
  );
}

export async function makeMerchant(given: Given<"merchant"> = {}) {
  const row = { id: newId("merchant"), name: "A merchant", createdAt: systemClock.now() };
  return only(
    await db()
      .insert(schema.merchants)
      .values({ ...row, ...given })
      .returning(),
  );
}

/** A merchant (or the one given) with a member, and the context in which that member acts. */
export async function makeMember(
  given: {
    role?: MemberRole;
    merchant?: typeof schema.merchants.$inferSelect;
    user?: Given<"user"> & { password?: string };
    clock?: Clock;
  } = {},
) {
  const clock = given.clock ?? systemClock;
  const createdAt = clock.now();
  const merchant = given.merchant ?? (await makeMerchant({ createdAt }));
  const user = await makeUser({ createdAt, ...given.user });
  const role = given.role ?? "owner";
  await db().insert(schema.memberships).values({ userId: user.id, merchantId: merchant.id, role, createdAt });
  return { user, merchant, ctx: memberCtx(user.id, merchant.id, role, clock) };
}

/** An admin of the platform and the context in which they act. */
export async function makeAdmin(given: { user?: Given<"user"> & { password?: string }; clock?: Clock } = {}) {
  const clock = given.clock ?? systemClock;
  const user = await makeUser({ createdAt: clock.now(), ...given.user, admin: true });
  const ctx: Ctx = { actor: { kind: "admin", userId: user.id }, merchantId: null, clock, requestId: newId("request") };
  return { user, ctx };
}

export function memberCtx(userId: string, merchantId: string, role: MemberRole = "owner", clock = systemClock): Ctx {
  return { actor: { kind: "user", userId, role }, merchantId, clock, requestId: newId("request") };
}

/** A platform account at the sandbox, not active unless said so: only one may be. */
export async function makeRegistrarAccount(given: Given<"account"> = {}) {
  const row = { id: newId("registrarAccount"), registrar: "sandbox", label: "Sandbox", createdAt: systemClock.now() };
  return only(
    await db()
      .insert(schema.registrarAccounts)
      .values({ ...row, ...given })
      .returning(),
  );
}

export const factoryContact = {
  firstName: "Robin",
  lastName: "Maker",
  organisation: null,
  email: "robin@example.com",
  phone: "+15552368700",
  addressLine1: "12 Quay Street",
  addressLine2: null,
  city: "Portland",
  state: "ME",
  postalCode: "04101",
  country: "US",
  extra: {},
} satisfies (typeof schema.orders.$inferInsert)["contact"];

export async function makeContact(given: Given<"contact"> & { merchantId: string }) {
  const now = systemClock.now();
  const row = { id: newId("contact"), createdAt: now, updatedAt: now };
  return only(
    await db()
      .insert(schema.contacts)
      .values({ ...factoryContact, ...row, ...given })
      .returning(),
  );
}

type OrderWish = Given<"order"> & {
  merchantId: string;
  placedByUserId: string;
  registrarAccountId: string;
  /** The names, or whole items; the first dot parts label and TLD. */
  names: (string | (Given<"item"> & { nameAscii: string }))[];
  payment?: Given<"payment">;
};

/**
 * An order with its items, its payment and the claims of names that are still open; totals are summed from the items.
 * Awaiting payment unless `state` says else; the state of payment and items is the caller's, as it must fit.
 */
export async function makeOrder({ names, payment, registrarAccountId, ...given }: OrderWish) {
  const now = given.placedAt ?? systemClock.now();
  const { merchantId } = given;
  const contactId = given.contactId ?? (await makeContact({ merchantId })).id;
  const items = names.map((wish, position) => itemRow(typeof wish === "string" ? { nameAscii: wish } : wish, position));
  const sum = (of: (item: (typeof items)[number]) => number) => items.reduce((total, item) => total + of(item), 0);
  const subtotalMinor = sum((item) => item.priceMinor);
  const taxMinor = sum((item) => item.taxMinor);
  const totalMinor = subtotalMinor + taxMinor;
  const order = only(
    await db()
      .insert(schema.orders)
      .values({
        id: newId("order"),
        currency: "USD",
        subtotalMinor,
        taxMinor,
        totalMinor,
        cartId: newId("cart"),
        cartVersion: 1,
        contactId,
        contact: factoryContact,
        placedAt: now,
        updatedAt: now,
        ...given,
      })
      .returning(),
  );
  const madeItems = await db()
    .insert(schema.orderItems)
    .values(items.map((item) => ({ ...item, orderId: order.id, merchantId, registrarAccountId, updatedAt: now })))
    .returning();
  const madePayment = only(
    await db()
      .insert(schema.payments)
      .values({
        id: newId("payment"),
        orderId: order.id,
        merchantId,
        kind: "checkout",
        amountMinor: totalMinor,
        currency: order.currency,
        createdAt: now,
        updatedAt: now,
        ...payment,
      })
      .returning(),
  );
  const open = madeItems.filter((item) => item.state === "waiting" || item.state === "registering");
  if (open.length > 0) {
    await db()
      .insert(schema.nameClaims)
      .values(open.map(({ id, nameAscii }) => ({ nameAscii, orderItemId: id, merchantId, claimedAt: now })));
  }
  return { order, items: madeItems, payment: madePayment };
}

function itemRow(given: Given<"item"> & { nameAscii: string }, position: number) {
  const price = { priceMinor: 1499, taxMinor: 0, renewPriceMinor: 1599, costLimitMinor: 1200, costCurrency: "USD" };
  return {
    id: newId("orderItem"),
    position,
    kind: "register" as const,
    tld: given.nameAscii.slice(given.nameAscii.indexOf(".") + 1),
    years: 1,
    autoRenew: true,
    privacy: true,
    premium: false,
    registrar: "sandbox",
    ...price,
    ...given,
  };
}

/** An active name for a year from now on, of nobody unless `merchantId` is given. */
export async function makeDomain(given: Given<"domain"> & { nameAscii: string; registrarAccountId: string }) {
  const now = systemClock.now();
  const row = {
    id: newId("domain"),
    tld: given.nameAscii.slice(given.nameAscii.indexOf(".") + 1),
    registrar: "sandbox",
    registration: "active" as const,
    registeredAt: now,
    expiresAt: later(now, 365 * DAY),
    autoRenew: true,
    registrarAutoRenew: false,
    privacy: true,
    locked: true,
    registrantEmail: `owner@${given.nameAscii}`,
    nameServers: ["ns1.sandbox.test", "ns2.sandbox.test"],
    renewPriceMinor: 1599,
    currency: "USD",
    observedAt: now,
    createdAt: now,
    updatedAt: now,
  };
  return only(
    await db()
      .insert(schema.domains)
      .values({ ...row, ...given })
      .returning(),
  );
}

function only<T>(rows: T[]): T {
  const [row] = rows;
  if (!row) throw new Error("The row was not inserted.");
  return row;
}
