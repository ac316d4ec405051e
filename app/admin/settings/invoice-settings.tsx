import { type Choice, Select, Switch, TextArea, TextField } from "@/components/ui/field";
import type { Settings } from "@/lib/settings/schema";
import { PairTable } from "./pair-table";
import type { SettingField } from "./renewal-settings";
import { SettingGroup } from "./setting-group";

/** Who invoices are from, how they are numbered, and what other currencies are worth. */
export function InvoiceSettings({
  settings,
  field,
  errors,
  countries,
}: {
  settings: Settings;
  field: SettingField;
  errors: Record<string, string>;
  countries: Choice[];
}) {
  return (
    <SettingGroup title="Invoices" touches="For invoices from now on. What is issued stays as it is, with its rates.">
      <div className="grid gap-4 sm:grid-cols-2">
        <TextField {...field("sellerName")} label="Seller" maxLength={120} />
        <Select {...field("sellerCountry")} label="Seller's country" choices={countries} />
        <TextArea {...field("sellerAddress")} label="Seller's address" optional maxLength={300} rows={3} />
        <TextField {...field("sellerVatId")} label="Seller's VAT id" optional maxLength={20} />
        <TextField
          {...field("invoicePrefix")}
          label="Numbers begin with"
          optional
          maxLength={8}
          hint="Then the year and a number without gaps. Another beginning starts another series."
        />
      </div>
      <Switch name="reverseCharge" value="on" defaultChecked={settings.reverseCharge}>
        Businesses abroad account for the tax themselves
        <span className="block text-sm text-ink-3">Where their VAT id has the form of their country.</span>
      </Switch>
      <PairTable
        legend="Other currencies"
        hint={`Units for one ${settings.currency}. Merchants may be invoiced in these.`}
        left={{ name: "exchangeCurrency", label: "Currency" }}
        right={{ name: "exchangeRate", label: "Rate", inputMode: "decimal" }}
        rows={Object.entries(settings.exchangeRates).map(([currency, rate]) => [currency, String(rate)])}
        add="Add a currency"
        error={errors.exchangeRates}
      />
      <TextField
        {...field("exchangeRatesAt")}
        label="Rates of the day"
        optional
        placeholder="2026-11-20"
        hint="Stands on each line that was exchanged."
      />
    </SettingGroup>
  );
}
