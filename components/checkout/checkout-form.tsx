"use client";

import Link from "next/link";
import { CartTotals } from "@/components/cart/cart-totals";
import type { AskShape, ContactShape } from "@/components/contacts/contact-shape";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import type { Choice } from "@/components/ui/field";
import { Icon } from "@/components/ui/icon";
import { Notice } from "@/components/ui/notice";
import { type FormAction, SendingForm } from "@/components/ui/sending-form";
import { formatMoney } from "@/lib/kernel/money";
import type { CartView } from "@/lib/orders/views";
import { Registrant, type RegistrantOption } from "./registrant";
import { SpellingGuard } from "./spelling-guard";

function MoneyPromise({ total }: { total: string }) {
  return (
    <div className="rounded-md bg-brass-wash p-4">
      <p className="flex gap-2 font-medium">
        <Icon name="lock" className="mt-1 text-brass-ink" />
        You will not be charged unless the name becomes yours.
      </p>
      <p className="mt-1 text-sm text-ink-2">
        Your bank may show {total} as pending meanwhile. What is held for a name you do not get is released, and banks
        show that within 1 to 5 days.
      </p>
    </div>
  );
}

/** Registrant, a last look, and the hold. The answer leads to the payment page. */
export function CheckoutForm({
  cart,
  options,
  email,
  emptyShape,
  askShape,
  countries,
  action,
}: {
  cart: CartView;
  options: RegistrantOption[];
  email: string;
  emptyShape: ContactShape;
  askShape: AskShape;
  countries: Choice[];
  action: FormAction<unknown>;
}) {
  const tlds = [...new Set(cart.lines.map((line) => line.tld))];
  const total = formatMoney(cart.totalMinor, cart.currency);
  const obstacles = Object.values(cart.obstacles);
  return (
    <SendingForm action={action} className="grid gap-10 outline-none lg:grid-cols-[minmax(0,1fr)_21rem] lg:items-start">
      {(form) => (
        <>
          <div className="min-w-0 space-y-10">
            <input type="hidden" name="cartVersion" value={cart.version} />
            <Registrant
              options={options}
              tlds={tlds}
              email={email}
              emptyShape={emptyShape}
              askShape={askShape}
              countries={countries}
              form={form}
            />
            <SpellingGuard lines={cart.lines} error={form.errors.spelledRight} />
          </div>
          <div className="space-y-4 lg:sticky lg:top-6">
            <Card
              title="What it costs"
              action={
                <Link className="link text-sm" href="/cart">
                  Change the cart
                </Link>
              }
            >
              <CartTotals cart={cart} />
            </Card>
            <MoneyPromise total={total} />
            <div className="text-sm text-ink-2">
              <p className="font-medium text-ink">What cannot be undone</p>
              <p className="mt-1">
                Once a registry has written the name down it is bought for its whole term. You can cancel until the
                registry is asked; after that the name is yours and paid.
              </p>
            </div>
            {form.message && (
              <Notice tone="danger" role="alert">
                {form.message}
              </Notice>
            )}
            {obstacles.length > 0 ? (
              <Notice tone="attention">
                {obstacles[0]}{" "}
                <Link className="link" href="/cart">
                  Look at the cart
                </Link>
              </Notice>
            ) : (
              <Button type="submit" look="primary" size="lg" wide busy={form.busy}>
                Hold {total} and register
              </Button>
            )}
            <p className="text-sm text-ink-3">
              The next page is Stripe's: your card details never reach us, and your card is kept there for renewals.
            </p>
          </div>
        </>
      )}
    </SendingForm>
  );
}
