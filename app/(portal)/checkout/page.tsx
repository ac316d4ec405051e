import type { Metadata } from "next";
import { currentSession, requireMemberCtx } from "@/app/_lib/session";
import { CheckoutForm } from "@/components/checkout/checkout-form";
import { ButtonLink } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { PageHead } from "@/components/ui/page-head";
import { listContacts } from "@/lib/contacts/queries";
import { getCart } from "@/lib/orders/get-cart";
import { askShape } from "../contacts/actions";
import { countryChoices } from "../contacts/country-choices";
import { shapeOf } from "../contacts/shape-of";
import { holdAndRegister } from "./actions";

export const metadata: Metadata = { title: "Checkout" };

export default async function CheckoutPage() {
  const ctx = await requireMemberCtx();
  const [cart, contacts, session] = await Promise.all([
    getCart(ctx, { cartToken: null }),
    listContacts(ctx),
    currentSession(),
  ]);
  if (cart.lines.length === 0)
    return (
      <EmptyState
        title="There is nothing to pay"
        action={
          <ButtonLink href="/" look="primary">
            Search a name
          </ButtonLink>
        }
      >
        Your cart is empty. Names you have ordered are under Orders.
      </EmptyState>
    );
  const tlds = [...new Set(cart.lines.map((line) => line.tld))];
  return (
    <>
      <PageHead title="Hold, then register" />
      <CheckoutForm
        cart={cart}
        options={contacts.map((contact) => ({ contact, shape: shapeOf({ ...contact, tlds }) }))}
        email={session?.user.email ?? ""}
        emptyShape={shapeOf({ country: "", organisation: null, extra: {}, tlds })}
        askShape={askShape}
        countries={countryChoices}
        action={holdAndRegister}
      />
    </>
  );
}
