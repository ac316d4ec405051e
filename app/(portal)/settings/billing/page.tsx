import type { Metadata } from "next";
import { requireMemberCtx } from "@/app/_lib/session";
import { BillingForm } from "@/components/billing/billing-form";
import { CardList } from "@/components/billing/card-list";
import { CreditList } from "@/components/billing/credit-list";
import { Card } from "@/components/ui/card";
import { Notice } from "@/components/ui/notice";
import { getBilling } from "@/lib/billing/billing-details";
import { creditBalances, creditMovements } from "@/lib/billing/credit-balance";
import { listCards, refreshCards } from "@/lib/billing/saved-cards";
import { hasVatIds } from "@/lib/billing/vat-id";
import { countryChoices } from "@/lib/identity/country-choices";
import { requireMerchant } from "@/lib/kernel/context";
import { ProviderError } from "@/lib/kernel/errors";
import { SettingsTabs } from "../settings-tabs";
import { addCardAction, preferCardAction, readVatIdAction, removeCardAction, saveBillingAction } from "./actions";
import { AddCard } from "./add-card";

export const metadata: Metadata = { title: "Billing" };

export default async function BillingPage({ searchParams }: { searchParams: Promise<{ card?: string | string[] }> }) {
  const ctx = await requireMemberCtx();
  const merchantId = requireMerchant(ctx);
  const back = (await searchParams).card === "saved";
  const seen = back ? await cardsAreRead(refreshCards(ctx, merchantId)) : true;
  const [billing, cards, balances, movements] = await Promise.all([
    getBilling(ctx),
    listCards(ctx),
    creditBalances(merchantId),
    creditMovements(merchantId),
  ]);
  const role = ctx.actor.kind === "user" ? ctx.actor.role : "read_only";
  const countries = countryChoices();
  return (
    <>
      <SettingsTabs current="/settings/billing" />
      <div className="grid gap-6 pt-8 lg:grid-cols-[minmax(0,1fr)_24rem] lg:items-start">
        <Card title="Invoices are made out to">
          <BillingForm
            billing={billing}
            countries={countries}
            vatCountries={countries.map(({ value }) => value).filter(hasVatIds)}
            readOnly={role !== "owner"}
            action={saveBillingAction}
            read={readVatIdAction}
          />
        </Card>
        <div className="space-y-6">
          <Card title="Saved cards">
            <div className="space-y-4">
              {!seen && (
                <Notice tone="attention" title="Stripe did not answer">
                  Your card may be saved all the same. Reload this page in a moment.
                </Notice>
              )}
              {cards.length > 0 ? (
                <CardList
                  cards={cards}
                  mayChange={role !== "read_only"}
                  remove={removeCardAction}
                  prefer={preferCardAction}
                />
              ) : (
                <p className="text-ink-2">
                  No card is saved. Save one, and names are renewed without your having to think of it.
                </p>
              )}
              {role !== "read_only" && <AddCard action={addCardAction} />}
            </div>
          </Card>
          <Card title="Account credit">
            <CreditList balances={balances} movements={movements} />
          </Card>
        </div>
      </div>
    </>
  );
}

async function cardsAreRead(read: Promise<void>): Promise<boolean> {
  try {
    await read;
    return true;
  } catch (error) {
    if (error instanceof ProviderError) return false;
    throw error;
  }
}
