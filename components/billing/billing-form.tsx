"use client";

import { useEffect, useRef, useState } from "react";
import { Button } from "@/components/ui/button";
import { type Choice, Select, Switch, TextField } from "@/components/ui/field";
import { Notice } from "@/components/ui/notice";
import type { Outcome } from "@/components/ui/outcome";
import { type FormAction, type FormState, SendingForm } from "@/components/ui/sending-form";
import type { BillingDetails } from "@/lib/billing/billing-details";
import type { TaxTerms } from "@/lib/billing/tax-terms";

type ReadVatId = (input: { vatId: string; country: string }) => Promise<Outcome<{ ok: boolean; message: string }>>;

/** Who invoices are made out to. The VAT id is read while it is typed; what was issued stays as it is. */
export function BillingForm({
  billing,
  countries,
  vatCountries,
  readOnly,
  action,
  read,
}: {
  billing: BillingDetails;
  countries: Choice[];
  /** Countries whose businesses have a VAT id. */
  vatCountries: string[];
  readOnly: boolean;
  action: FormAction<{ tax: TaxTerms }>;
  read: ReadVatId;
}) {
  const [saved, setSaved] = useState<TaxTerms | null>(null);
  return (
    <SendingForm action={action} onDone={({ tax }) => setSaved(tax)} className="max-w-xl outline-none">
      {(form) => (
        <fieldset disabled={readOnly} className="space-y-5">
          <legend className="sr-only">Billing details</legend>
          {form.message && (
            <Notice tone="danger" role="alert">
              {form.message}
            </Notice>
          )}
          {saved && !form.message && (
            <Notice tone="ok" role="status" title="Saved">
              {taxSentence(saved)} Invoices that were issued stay as they are.
            </Notice>
          )}
          <Address form={form} billing={billing} countries={countries} vatCountries={vatCountries} read={read} />
          {billing.currencies.length > 1 && (
            <Select
              name="currency"
              label="Currency of invoices"
              choices={billing.currencies.map((code, at) => ({ value: at === 0 ? "" : code, label: code }))}
              defaultValue={form.values.currency ?? billing.currency}
              key={form.values.currency ?? billing.currency}
              hint="Other currencies than the platform's carry their rate and its day on each line."
              error={form.errors.currency}
              required={false}
            />
          )}
          <Switch name="creditAutoApply" defaultChecked={billing.creditAutoApply}>
            Account credit pays invoices first
          </Switch>
          {readOnly ? (
            <p className="text-sm text-ink-3">Only an owner of this account may change this.</p>
          ) : (
            <Button type="submit" look="primary" busy={form.busy}>
              Save billing details
            </Button>
          )}
        </fieldset>
      )}
    </SendingForm>
  );
}

function taxSentence(tax: TaxTerms): string {
  if (tax.reverseCharge) return "You are invoiced without tax, and account for it yourself.";
  return tax.rateBasisPoints > 0 ? `${tax.rateBasisPoints / 100} % tax is added to your invoices.` : "No tax is added.";
}

function Address({
  form,
  billing,
  countries,
  vatCountries,
  read,
}: {
  form: FormState;
  billing: BillingDetails;
  countries: Choice[];
  vatCountries: string[];
  read: ReadVatId;
}) {
  const [country, setCountry] = useState(form.values.country ?? billing.country);
  const shown = { ...billing, ...form.values };
  const kept = (name: "name" | "addressLine1" | "addressLine2" | "postalCode" | "city") => ({
    name,
    defaultValue: shown[name],
    error: form.errors[name],
  });
  return (
    <>
      <TextField {...kept("name")} label="Company or person" autoComplete="organization" maxLength={120} />
      <TextField {...kept("addressLine1")} label="Street and number" autoComplete="address-line1" maxLength={120} />
      <TextField {...kept("addressLine2")} label="Second line" autoComplete="address-line2" maxLength={120} optional />
      <div className="grid gap-5 sm:grid-cols-[10rem_minmax(0,1fr)]">
        <TextField {...kept("postalCode")} label="Postal code" autoComplete="postal-code" maxLength={20} optional />
        <TextField {...kept("city")} label="City" autoComplete="address-level2" maxLength={80} />
      </div>
      <Select
        name="country"
        label="Country"
        autoComplete="country"
        choices={[{ value: "", label: "Choose a country" }, ...countries]}
        value={country}
        onChange={(event) => setCountry(event.target.value)}
        hint="It decides the tax on your invoices."
        error={form.errors.country}
      />
      {vatCountries.includes(country) && (
        <VatId key={country} country={country} initial={shown.vatId} error={form.errors.vatId} read={read} />
      )}
    </>
  );
}

/** The form of a VAT id, told while it is typed. */
function VatId({
  country,
  initial,
  error,
  read,
}: {
  country: string;
  initial: string;
  error: string | undefined;
  read: ReadVatId;
}) {
  const [typed, setTyped] = useState(initial);
  const [told, setTold] = useState<{ ok: boolean; message: string } | null>(null);
  const latest = useRef(0);
  useEffect(() => {
    latest.current += 1;
    const mine = latest.current;
    if (typed.trim() === "") {
      setTold(null);
      return;
    }
    const timer = setTimeout(async () => {
      const answer = await read({ vatId: typed, country });
      if (mine === latest.current) setTold(answer.ok ? answer.data : null);
    }, 300);
    return () => clearTimeout(timer);
  }, [typed, country, read]);
  const wrong = told && !told.ok ? told.message : undefined;
  return (
    <TextField
      name="vatId"
      label="VAT id"
      optional
      maxLength={40}
      autoComplete="off"
      spellCheck={false}
      value={typed}
      onChange={(event) => setTyped(event.target.value)}
      hint={
        <span aria-live="polite">
          {told?.ok ? told.message : "With it, a business in another country than ours accounts for the tax itself."}
        </span>
      }
      error={wrong ?? (told ? undefined : error)}
    />
  );
}
