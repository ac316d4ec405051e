import { and, desc, eq, inArray, notInArray } from "drizzle-orm";
import { db } from "@/db/client";
import { merchants, paymentMethods } from "@/db/schema";
import { inTransaction } from "@/db/transaction";
import { openPayments } from "@/lib/accounts/open-payments";
import { audit } from "@/lib/identity/audit";
import { type Ctx, requireMerchant, requireWriter } from "@/lib/kernel/context";
import { appUrl } from "@/lib/kernel/env";
import { AppError, notFound, ProviderError } from "@/lib/kernel/errors";
import { newId } from "@/lib/kernel/ids";

export type SavedCardView = {
  id: string;
  brand: string;
  last4: string;
  /** 1 to 12, and the year in full; a card is good to the end of that month. */
  expMonth: number;
  expYear: number;
  state: "good" | "runs_out_soon" | "ran_out";
  preferred: boolean;
};

/**
 * The cards of the acting merchant as Stripe last described them, the one that is asked first on top. A card that was typed
 * in again is kept there each time, and is one card to its owner.
 */
export async function listCards(ctx: Ctx): Promise<SavedCardView[]> {
  const merchantId = requireMerchant(ctx);
  const rows = await cardsOf(merchantId);
  const now = ctx.clock.now();
  const first = rows.filter((row, at) => rows.findIndex((each) => isSameCard(each, row)) === at);
  return first.map(({ id, brand, last4, expMonth, expYear, preferred }) => {
    const monthsLeft = expYear * 12 + expMonth - (now.getUTCFullYear() * 12 + now.getUTCMonth() + 1);
    const state = monthsLeft < 0 ? "ran_out" : monthsLeft <= 2 ? "runs_out_soon" : "good";
    return { id, brand, last4, expMonth, expYear, preferred, state };
  });
}

type CardRow = typeof paymentMethods.$inferSelect;

const isSameCard = (a: CardRow, b: CardRow) =>
  a.brand === b.brand && a.last4 === b.last4 && a.expMonth === b.expMonth && a.expYear === b.expYear;

function cardsOf(merchantId: string): Promise<CardRow[]> {
  return db()
    .select()
    .from(paymentMethods)
    .where(eq(paymentMethods.merchantId, merchantId))
    .orderBy(desc(paymentMethods.preferred), desc(paymentMethods.createdAt), desc(paymentMethods.id));
}

/** Reads a merchant's cards from Stripe and keeps what it says of them; cards that it forgot are forgotten here. */
export async function refreshCards(ctx: Ctx, merchantId: string): Promise<void> {
  const [merchant] = await db().select().from(merchants).where(eq(merchants.id, merchantId));
  if (!merchant?.stripeCustomerId) return;
  const cards = await openPayments(ctx).cards(merchant.stripeCustomerId);
  const now = ctx.clock.now();
  await inTransaction("refresh-cards", async (tx) => {
    const ids = cards.map((card) => card.paymentMethodId);
    await tx
      .delete(paymentMethods)
      .where(
        and(eq(paymentMethods.merchantId, merchantId), ids.length > 0 ? notInArray(paymentMethods.id, ids) : undefined),
      );
    for (const { paymentMethodId, brand, last4, expMonth, expYear } of cards)
      await tx
        .insert(paymentMethods)
        .values({ id: paymentMethodId, merchantId, brand, last4, expMonth, expYear, createdAt: now })
        .onConflictDoUpdate({ target: paymentMethods.id, set: { brand, last4, expMonth, expYear } });
  });
}

/** The page at Stripe on which a card is saved; the card is read when it leads back. */
export async function openCardPage(ctx: Ctx, { customerId }: { customerId: string }): Promise<string> {
  requireWriter(ctx);
  const back = `${appUrl()}/settings/billing`;
  const key = `${ctx.merchantId}:card:${newId("request")}`;
  const page = await openPayments(ctx)
    .openCardPage({ key, customerId, successUrl: `${back}?card=saved`, cancelUrl: back })
    .catch(unreachable);
  if (!page.url) throw new AppError("provider_failed", "Stripe gave no page. Nothing was charged or saved. Try again.");
  return page.url;
}

/** Forgets a card at Stripe and here, as often as it was saved: it will not be charged again. */
export async function removeCard(ctx: Ctx, { cardId }: { cardId: string }): Promise<void> {
  const merchantId = requireWriter(ctx);
  const card = await ownCard(merchantId, cardId);
  const ids = (await cardsOf(merchantId)).filter((each) => isSameCard(each, card)).map(({ id }) => id);
  for (const id of ids) await openPayments(ctx).forgetCard(id).catch(unreachable);
  await inTransaction("remove-card", async (tx) => {
    await tx.delete(paymentMethods).where(inArray(paymentMethods.id, ids));
    await audit(tx, ctx, {
      action: "card.removed",
      subject: { kind: "merchant", id: merchantId },
      before: { brand: card.brand, last4: card.last4 },
    });
  });
}

/** The card that is asked first for renewals. */
export async function preferCard(ctx: Ctx, { cardId }: { cardId: string }): Promise<void> {
  const merchantId = requireWriter(ctx);
  const card = await ownCard(merchantId, cardId);
  await inTransaction("prefer-card", async (tx) => {
    await tx.update(paymentMethods).set({ preferred: false }).where(eq(paymentMethods.merchantId, merchantId));
    await tx.update(paymentMethods).set({ preferred: true }).where(eq(paymentMethods.id, card.id));
    await audit(tx, ctx, {
      action: "card.preferred",
      subject: { kind: "merchant", id: merchantId },
      after: { brand: card.brand, last4: card.last4 },
    });
  });
}

async function ownCard(merchantId: string, cardId: string): Promise<CardRow> {
  const card = (await cardsOf(merchantId)).find((each) => each.id === cardId);
  if (!card) throw notFound("card");
  return card;
}

function unreachable(error: unknown): never {
  if (!(error instanceof ProviderError)) throw error;
  throw new AppError(
    "provider_failed",
    "Stripe did not answer. Nothing was charged or changed. Try again in a moment.",
    {
      cause: error,
    },
  );
}
