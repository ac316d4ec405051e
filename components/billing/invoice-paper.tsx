import { Name } from "@/components/ui/name";
import { Price } from "@/components/ui/price";
import type { InvoiceLineView, InvoiceView } from "@/lib/billing/views";
import {
  countryName,
  dayWords,
  documentWord,
  lineWords,
  partyLines,
  periodWords,
  rateWords,
} from "@/lib/billing/views";

/** The document as it will be printed: who, to whom, for what, with which tax. */
export function InvoicePaper({ invoice }: { invoice: InvoiceView }) {
  const { currency } = invoice;
  return (
    <article
      aria-label={`${documentWord(invoice.kind)} ${invoice.number}`}
      className="rounded-lg border border-line border-t-4 border-t-brass-strong bg-surface px-5 py-6 sm:px-8 sm:py-8"
    >
      <div className="grid gap-6 sm:grid-cols-2">
        <Party title="From" party={invoice.seller} />
        <Party title={invoice.kind === "credit_note" ? "Credited to" : "Invoiced to"} party={invoice.buyer} />
      </div>
      <dl className="mt-6 grid grid-cols-2 gap-x-6 gap-y-3 border-y border-line py-4 text-sm sm:grid-cols-4">
        <Fact label="Number" value={<span className="font-mono">{invoice.number}</span>} />
        <Fact label="Date" value={dayWords(invoice.issuedAt)} />
        {invoice.corrects ? (
          <Fact label="Corrects" value={<span className="font-mono">{invoice.corrects.number}</span>} />
        ) : (
          <Fact label="Due" value={dayWords(invoice.dueAt)} />
        )}
        {invoice.paidAt && invoice.kind !== "credit_note" && <Fact label="Paid" value={dayWords(invoice.paidAt)} />}
      </dl>
      <ul className="mt-2">
        {invoice.lines.map((line) => (
          <Line key={line.id} line={line} currency={currency} />
        ))}
      </ul>
      <dl className="mt-4 ml-auto max-w-xs space-y-1.5">
        <Sum label="Subtotal" minor={invoice.subtotalMinor} currency={currency} />
        <Sum
          label={invoice.taxMinor > 0 ? `Tax ${invoice.taxRatePercent} %` : "Tax"}
          minor={invoice.taxMinor}
          currency={currency}
        />
        <Sum
          label={invoice.kind === "credit_note" ? "Total credited" : "Total"}
          minor={invoice.totalMinor}
          currency={currency}
          strong
        />
        {invoice.creditedMinor > 0 && <Sum label="Credited since" minor={-invoice.creditedMinor} currency={currency} />}
        {invoice.state === "open" && <Sum label="To pay" minor={invoice.dueMinor} currency={currency} strong />}
      </dl>
      <div className="mt-6 space-y-1 text-sm text-ink-3">
        <p>{invoice.taxNote}</p>
        {invoice.kind === "credit_note" && invoice.reason && <p>{invoice.reason}</p>}
        {rateWords(invoice).map((words) => (
          <p key={words}>Exchange rate: {words}.</p>
        ))}
      </div>
    </article>
  );
}

function Party({ title, party }: { title: string; party: InvoiceView["seller"] }) {
  return (
    <section aria-label={title} className="min-w-0 text-sm text-ink-2">
      <h2 className="text-xs text-ink-3">{title}</h2>
      <p className="mt-1 text-base font-medium break-words text-ink">{party.name}</p>
      {partyLines(party, countryName).map((line) => (
        <p key={line} className="break-words">
          {line}
        </p>
      ))}
      {party.email && <p className="break-all">{party.email}</p>}
    </section>
  );
}

function Fact({ label, value }: { label: string; value: React.ReactNode }) {
  return (
    <div>
      <dt className="text-xs text-ink-3">{label}</dt>
      <dd className="figures mt-0.5">{value}</dd>
    </div>
  );
}

function Line({ line, currency }: { line: InvoiceLineView; currency: string }) {
  const period = periodWords(line);
  return (
    <li className="flex flex-wrap items-baseline justify-between gap-x-6 gap-y-1 border-b border-line py-3">
      <span className="min-w-0 flex-1 basis-56">
        <Name ascii={line.nameAscii} size="md" />
      </span>
      <span className="min-w-0 flex-1 basis-44 text-sm text-ink-2">
        {lineWords(line)}
        {period && <span className="figures block text-ink-3">{period}</span>}
        {line.credited && <span className="block text-ink-3">Credited in full</span>}
      </span>
      <Price amountMinor={line.priceMinor} currency={currency} struck={line.credited} className="ml-auto text-right" />
    </li>
  );
}

function Sum({
  label,
  minor,
  currency,
  strong = false,
}: {
  label: string;
  minor: number;
  currency: string;
  strong?: boolean;
}) {
  return (
    <div
      className={`flex items-baseline justify-between gap-6 ${strong ? "text-base font-semibold" : "text-sm text-ink-2"}`}
    >
      <dt>{label}</dt>
      <dd>
        <Price amountMinor={minor} currency={currency} />
      </dd>
    </div>
  );
}
