import { ConfirmDialog } from "@/components/admin/confirm-dialog";
import { ratesAsOf, standardVatRates } from "@/lib/billing/vat-rates";
import { dayWords } from "@/lib/billing/views";
import { getSettings } from "@/lib/settings/get-settings";
import { loadRates } from "../actions";

/** Offers the standard rates where the settings have others; nothing where they are the same. */
export async function VatRates() {
  const { taxRates } = await getSettings();
  const others = Object.entries(standardVatRates).filter(([country, rate]) => taxRates[country] !== rate);
  if (others.length === 0) return null;
  return (
    <ConfirmDialog
      trigger="Load VAT rates"
      size="md"
      title="Load the standard VAT rates?"
      keep="Keep the rates"
      confirm={`Load ${others.length} ${others.length === 1 ? "rate" : "rates"}`}
      action={loadRates}
    >
      <p>
        The standard rates of the European Union, the United Kingdom, Switzerland and Norway as of {dayWords(ratesAsOf)}
        . Look them over in the settings: a country changes its rate with little notice.
      </p>
      <ul className="figures flex flex-wrap gap-x-4 gap-y-1 text-sm text-ink-3">
        {others.map(([country, rate]) => (
          <li key={country} className="whitespace-nowrap">
            {country} {taxRates[country] === undefined ? "" : `${taxRates[country]} → `}
            {rate} %
          </li>
        ))}
      </ul>
    </ConfirmDialog>
  );
}
