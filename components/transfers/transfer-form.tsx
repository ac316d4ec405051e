"use client";

import { Registrant, type RegistrantOption } from "@/components/checkout/registrant";
import type { AskShape, ContactShape } from "@/components/contacts/contact-shape";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { Day } from "@/components/ui/day";
import { type Choice, Switch } from "@/components/ui/field";
import { Icon } from "@/components/ui/icon";
import { Name } from "@/components/ui/name";
import { Notice } from "@/components/ui/notice";
import { Price } from "@/components/ui/price";
import { type FormAction, type FormState, SendingForm } from "@/components/ui/sending-form";
import { displayParts } from "@/lib/kernel/display-name";
import { formatMoney } from "@/lib/kernel/money";
import type { PreflightView } from "@/lib/transfers/views";
import { AuthCodeField } from "./auth-code-field";
import { CheckList } from "./check-list";
import { type CheckTransfer, usePreflight } from "./use-preflight";

function Steps({ view }: { view: PreflightView }) {
  return (
    <div className="mt-5 border-t border-line pt-5">
      <p className="font-medium">How to let it go {view.holder.name ? `at ${view.holder.name}` : "where it is now"}</p>
      <ol className="mt-2 list-decimal space-y-1 pl-5 text-base text-ink-2">
        {view.holder.steps.map((step) => (
          <li key={step}>{step}</li>
        ))}
      </ol>
    </div>
  );
}

function Bill({ view, form }: { view: PreflightView; form: FormState }) {
  const { price, term, estimate } = view;
  const { text } = displayParts(view.nameAscii);
  if (!price) return null;
  const total = formatMoney(price.priceMinor, price.currency);
  const days =
    estimate.fromDays === estimate.toDays
      ? `${estimate.toDays} days`
      : `${estimate.fromDays} to ${estimate.toDays} days`;
  return (
    <div className="space-y-4 lg:sticky lg:top-6">
      <Card title="What it costs">
        <dl className="divide-y divide-line text-base">
          <div className="flex items-baseline justify-between gap-4 pb-2">
            <dt>The transfer, with a year</dt>
            <dd className="text-lg font-medium">
              <Price amountMinor={price.priceMinor} currency={price.currency} />
            </dd>
          </div>
          {term.expiresAt && term.afterwards && (
            <div className="flex items-baseline justify-between gap-4 py-2 text-ink-2">
              <dt>Ends</dt>
              <dd className="text-right">
                <Day iso={term.afterwards} /> <span className="text-sm text-ink-3">instead of</span>{" "}
                <Day iso={term.expiresAt} />
              </dd>
            </div>
          )}
          <div className="flex items-baseline justify-between gap-4 pt-2 text-ink-2">
            <dt>Each year after</dt>
            <dd>
              <Price amountMinor={price.renewPriceMinor} currency={price.currency} />
            </dd>
          </div>
        </dl>
        <p className="mt-3 text-sm text-ink-3">Tax, where there is any, is added on the next page's total.</p>
      </Card>
      <div className="rounded-md bg-brass-wash p-4">
        <p className="flex gap-2 font-medium">
          <Icon name="lock" className="mt-1 text-brass-ink" />
          All of it comes back if the name does not.
        </p>
        <p className="mt-1 text-sm text-ink-2">
          A transfer takes {days}, longer than a bank holds money. So it is taken once our registrar has accepted the
          transfer, and refunded in full should it fail.
        </p>
      </div>
      {form.message && (
        <Notice tone="danger" role="alert">
          {form.message}
        </Notice>
      )}
      {view.clear ? (
        <Button type="submit" look="primary" size="lg" wide busy={form.busy}>
          Pay {total} and bring it here
        </Button>
      ) : (
        <Notice tone="attention">Clear what stands in the way of {text}; then it can be ordered here.</Notice>
      )}
      <p className="text-sm text-ink-3">The next page is Stripe's: your card details never reach us.</p>
    </div>
  );
}

/** One name on its way here: what may stand in its way, checked live, then code, registrant and payment. */
export function TransferForm({
  initial,
  check,
  action,
  options,
  email,
  emptyShape,
  askShape,
  countries,
}: {
  initial: PreflightView;
  check: CheckTransfer;
  action: FormAction<unknown>;
  options: RegistrantOption[];
  email: string;
  emptyShape: ContactShape;
  askShape: AskShape;
  countries: Choice[];
}) {
  const { view, look, busy, failure, watched } = usePreflight(initial, check);
  return (
    <SendingForm action={action} className="grid gap-10 outline-none lg:grid-cols-[minmax(0,1fr)_21rem] lg:items-start">
      {(form) => (
        <>
          <div className="min-w-0 space-y-10">
            <input type="hidden" name="name" value={view.nameAscii} />
            <Name ascii={view.nameAscii} size="hero" />
            <Card
              title={view.clear ? "Nothing is in the way" : "Before it can move"}
              action={
                <Button size="sm" look="quiet" busy={busy} onClick={look}>
                  Check again
                </Button>
              }
            >
              <div aria-live="polite">
                <CheckList checks={view.checks} />
                {failure && <p className="mt-3 text-danger">{failure}</p>}
                {watched && <p className="mt-3 text-sm text-ink-3">Looked at again every 15 seconds.</p>}
              </div>
              <Steps view={view} />
            </Card>
            {view.codeRequired && (
              <section aria-labelledby="code">
                <h2 id="code" className="mb-1 text-lg font-semibold">
                  Auth code
                </h2>
                <p className="mb-4 max-w-prose text-ink-2">
                  Whoever has it can move the name. It is sealed on arrival, used once, and erased when the transfer
                  ends.
                </p>
                <AuthCodeField
                  label="Auth code, as your present registrar shows it"
                  error={form.errors.authCode}
                  className="max-w-md"
                />
              </section>
            )}
            <Registrant
              options={options}
              tlds={[view.tld]}
              email={email}
              emptyShape={emptyShape}
              askShape={askShape}
              countries={countries}
              form={form}
            />
            {view.privacyPossible && (
              <Switch name="privacy" value="on" defaultChecked>
                Keep the registrant's details out of the public registry data. It costs nothing.
              </Switch>
            )}
          </div>
          <Bill view={view} form={form} />
        </>
      )}
    </SendingForm>
  );
}
