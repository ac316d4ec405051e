import { classNames } from "@/components/ui/class-names";
import { formatAmount } from "@/lib/kernel/money";
import { costChanges, type ListedCost } from "./cost-changes";

/** What an import found, as lib/tlds/import-prices tells it. */
export type PriceImportView = {
  accountId: string;
  listed: number;
  added: string[];
  changed: { tld: string; before: ListedCost; after: ListedCost }[];
  unlisted: string[];
  refused: string[];
};

function Names({ title, names, note }: { title: string; names: string[]; note: string }) {
  if (names.length === 0) return null;
  return (
    <details className="group border-b border-line py-2">
      <summary className="flex min-h-8 items-center justify-between gap-4 text-base">
        <span>{title}</span>
        <span className="figures font-medium">{names.length}</span>
      </summary>
      <p className="text-sm text-ink-3">{note}</p>
      <p className="mt-1 max-h-40 overflow-y-auto text-sm break-words">{names.map((name) => `.${name}`).join("  ")}</p>
    </details>
  );
}

/** Endings whose costs changed, before and after; then what is new and what was not understood. */
export function ImportDiff({ imports }: { imports: PriceImportView[] }) {
  return imports.map((each) => {
    const changes = costChanges(each.changed);
    return (
      <div key={each.accountId} role="status">
        <p className="text-base text-ink-2">
          {each.listed} endings were read.{" "}
          {changes.length === 0
            ? "No cost is different from before."
            : `${changes.length} ${changes.length === 1 ? "cost is" : "costs are"} different from before.`}
        </p>
        {changes.length > 0 && (
          // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keys.
          <section tabIndex={0} aria-label="Changed costs" className="mt-3 max-h-72 overflow-y-auto">
            <table className="w-full text-sm">
              <thead>
                <tr className="border-b border-line text-xs text-ink-3">
                  <th scope="col" className="h-8 text-left font-medium">
                    Ending
                  </th>
                  <th scope="col" className="text-left font-medium">
                    To
                  </th>
                  <th scope="col" className="text-right font-medium">
                    Before
                  </th>
                  <th scope="col" className="text-right font-medium">
                    After
                  </th>
                </tr>
              </thead>
              <tbody>
                {changes.map(({ tld, action, before, after, currency }) => (
                  <tr key={`${tld} ${action}`} className="border-b border-line">
                    <th scope="row" className="h-8 text-left font-normal">
                      .{tld}
                    </th>
                    <td className="text-ink-2">{action}</td>
                    <td className="figures text-right text-ink-3">
                      {before === null ? "not offered" : formatAmount(before, currency)}
                    </td>
                    <td
                      className={classNames(
                        "figures text-right font-medium",
                        (after ?? 0) > (before ?? 0) ? "text-attention" : "text-ok",
                      )}
                    >
                      {after === null ? "not offered" : formatAmount(after, currency)}
                      <span className="sr-only">{(after ?? 0) > (before ?? 0) ? " dearer" : " cheaper"}</span>
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          </section>
        )}
        <div className="mt-3">
          <Names title="Costs for the first time" names={each.added} note="This account did not price them before." />
          <Names
            title="New to the catalogue"
            names={each.unlisted}
            note="Not sold until somebody looks at their rules and switches them on."
          />
          <Names
            title="Not understood"
            names={each.refused}
            note="Lines of the list that made no sense. They were left out, and what was known stays."
          />
        </div>
      </div>
    );
  });
}
