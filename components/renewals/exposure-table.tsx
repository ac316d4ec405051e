import type { ReactNode } from "react";
import { type Column, DataTable } from "@/components/ui/data-table";
import { Day } from "@/components/ui/day";
import { formatDay } from "@/components/ui/format-moment";
import { Name } from "@/components/ui/name";
import { Price } from "@/components/ui/price";
import { StatusPill, type Tone } from "@/components/ui/status-pill";
import type { ForecastDay, ForecastName, Outcome } from "@/lib/renewals/forecast";

const outcomes: Record<Outcome, { tone: Tone; word: string }> = {
  taken: { tone: "danger", word: "taken unpaid" },
  switched_off: { tone: "attention", word: "switched off in time" },
  renewed_first: { tone: "progress", word: "renewed first" },
  paid: { tone: "ok", word: "paid" },
};

function columnsAt(currency: string, now: string): Column<ForecastName>[] {
  return [
    { key: "name", head: "Name", card: "title", cell: (name) => <Name ascii={name.nameAscii} aLabel={false} /> },
    {
      key: "merchant",
      head: "Merchant",
      cell: (name) => name.merchantName ?? <span className="text-ink-3">nobody</span>,
    },
    {
      key: "outcome",
      head: "Comes to",
      cell: (name) => <StatusPill tone={outcomes[name.outcome].tone}>{outcomes[name.outcome].word}</StatusPill>,
    },
    {
      key: "safe",
      head: "Last safe day",
      cell: (name) =>
        name.lastSafeAt ? <Day iso={name.lastSafeAt} now={now} /> : <span className="text-ink-3">none</span>,
    },
    { key: "ends", head: "Ends", cell: (name) => <Day iso={name.expiresAt} /> },
    { key: "tries", head: "Tries left", align: "right", cell: (name) => name.triesLeft },
    {
      key: "cost",
      head: "Cost",
      align: "right",
      cell: (name) =>
        name.costMinor === null ? (
          <span className="text-ink-3">not known</span>
        ) : (
          <Price amountMinor={name.costMinor} currency={currency} />
        ),
    },
  ];
}

/** The names of one day, with what becomes of each. */
export function ExposureTable({
  day,
  currency,
  now,
  action,
}: {
  day: ForecastDay;
  currency: string;
  now: string;
  action: ReactNode;
}) {
  return (
    <section aria-labelledby="exposure-day" className="mt-6">
      <div className="mb-3 flex flex-wrap items-center justify-between gap-3">
        <h2 id="exposure-day" className="text-lg font-semibold">
          {formatDay(day.day)}
        </h2>
        {action}
      </div>
      <DataTable
        caption={`Names of ${formatDay(day.day)}`}
        columns={columnsAt(currency, now)}
        rows={day.names}
        rowKey={(name) => name.domainId}
      />
    </section>
  );
}
