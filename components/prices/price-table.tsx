import { formatAmount } from "@/lib/kernel/money";

export type EndingPrice = {
  tld: string;
  /** The ending for people, without a dot. */
  text: string;
  registerMinor: number;
  renewMinor: number;
  lateRenewMinor: number | null;
  transferMinor: number | null;
  restoreMinor: number | null;
  minYears: number;
  maxYears: number;
  restriction: string | null;
};

function Amount({ minor, currency, head }: { minor: number | null; currency: string; head: string }) {
  return (
    // biome-ignore lint/a11y/noRedundantRoles: rows are grids on phones and would lose their role there.
    <td role="cell" className="figures text-right md:h-10 md:px-3 md:last:pr-0">
      <span aria-hidden="true" className="block text-xs text-ink-3 md:hidden">
        {head}
      </span>
      {minor === null ? (
        <span className="text-ink-3" title="Not offered">
          –
        </span>
      ) : (
        formatAmount(minor, currency)
      )}
    </td>
  );
}

/** One shelf of endings with the price of each action, a year each. */
export function PriceTable({ title, currency, rows }: { title: string; currency: string; rows: EndingPrice[] }) {
  const heads = ["First year", "Each later year", "Renewed late", "Transfer in", "Restore"];
  return (
    <section data-group className="mb-10" aria-label={title}>
      <h2 className="mb-2 text-lg font-semibold">{title}</h2>
      {/* biome-ignore lint/a11y/noRedundantRoles: as below. */}
      <table role="table" className="block w-full text-base md:table">
        {/* biome-ignore lint/a11y/noRedundantRoles: as below. */}
        <thead role="rowgroup" className="sr-only md:not-sr-only md:table-header-group">
          {/* biome-ignore lint/a11y/noRedundantRoles: as below. */}
          <tr role="row" className="border-b border-line text-xs text-ink-3">
            {/* biome-ignore lint/a11y/noRedundantRoles: rows are grids on phones and would lose their role there. */}
            <th role="columnheader" scope="col" className="h-9 w-[32%] text-left font-medium">
              Ending
            </th>
            {heads.map((head) => (
              // biome-ignore lint/a11y/noRedundantRoles: as above.
              <th role="columnheader" key={head} scope="col" className="h-9 px-3 text-right font-medium last:pr-0">
                {head}
              </th>
            ))}
          </tr>
        </thead>
        {/* biome-ignore lint/a11y/noRedundantRoles: as above. */}
        <tbody role="rowgroup" className="block md:table-row-group">
          {rows.map((row) => (
            <tr
              // biome-ignore lint/a11y/noRedundantRoles: as above.
              role="row"
              key={row.tld}
              data-ending={`${row.tld} ${row.text}`}
              className="grid grid-cols-3 gap-x-2 gap-y-1 border-b border-line py-3 md:table-row md:py-0 [&[hidden]]:hidden"
            >
              <th
                // biome-ignore lint/a11y/noRedundantRoles: as above.
                role="rowheader"
                scope="row"
                className="col-span-3 pb-1 text-left font-normal md:h-10 md:pb-0"
              >
                <span className="display text-lg">.{row.text}</span>
                {row.minYears > 1 && <span className="ml-2 text-sm text-ink-3">from {row.minYears} years</span>}
                {row.restriction && <span className="ml-2 text-sm text-ink-3">{row.restriction}</span>}
              </th>
              <Amount minor={row.registerMinor} currency={currency} head="First" />
              <Amount minor={row.renewMinor} currency={currency} head="Later" />
              <Amount minor={row.lateRenewMinor} currency={currency} head="Late" />
              <Amount minor={row.transferMinor} currency={currency} head="Transfer" />
              <Amount minor={row.restoreMinor} currency={currency} head="Restore" />
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
