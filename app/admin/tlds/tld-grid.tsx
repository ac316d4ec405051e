import { groupTitle } from "@/app/(site)/prices/group-title";
import { PriceCell } from "@/components/admin/price-cell";
import { RulesDialog } from "@/components/admin/rules-dialog";
import { SoldSwitch } from "@/components/admin/sold-switch";
import { type WideColumn, WideTable } from "@/components/admin/wide-table";
import { formatAge } from "@/components/ui/format-moment";
import { tldGroups } from "@/lib/tlds/catalogue-data";
import { type CatalogueEntry, notSoldSentence } from "@/lib/tlds/catalogue-entry";
import type { PriceAction } from "@/lib/tlds/price";
import { saveRules, sell, setPrice } from "./actions";

type Account = { id: string; label: string; registrar: string };

const priceColumns: { action: PriceAction; head: string; verb: string }[] = [
  { action: "registerMinor", head: "Register", verb: "register" },
  { action: "renewMinor", head: "Renew", verb: "renew" },
  { action: "transferMinor", head: "Transfer", verb: "transfer" },
  { action: "restoreMinor", head: "Restore", verb: "restore" },
];

function Flags({ entry }: { entry: CatalogueEntry }) {
  const flags = [
    entry.privacy && "privacy",
    entry.idn && "IDN",
    entry.httpsOnly && "HTTPS only",
    !entry.authCodeRequired && "no auth code",
  ].filter(Boolean);
  return (
    <span className="block text-sm text-ink-2">{flags.join(", ") || <span className="text-ink-3">none</span>}</span>
  );
}

/** Cost, price and margin of each ending, with its rules; prices are changed where they stand. */
export function TldGrid({
  rows,
  accounts,
  now,
  maxAgeHours,
}: {
  rows: CatalogueEntry[];
  accounts: Account[];
  now: string;
  maxAgeHours: number;
}) {
  const labelOf = (id: string | null) => accounts.find((account) => account.id === id)?.label;
  const columns: WideColumn<CatalogueEntry>[] = [
    {
      key: "ending",
      head: "Ending",
      bare: true,
      cell: (row) => (
        <span className="block md:max-w-40">
          <span className="display text-lg">.{row.tldUnicode}</span>
          {row.tldUnicode !== row.tld && <span className="block font-mono text-xs text-ink-3">{row.tld}</span>}
          <span className="block text-xs text-ink-3">
            {labelOf(row.accountId) ?? "no registrar"}
            {row.routedAccountId && ", routed"}
          </span>
          {row.sold && row.notSold && (
            <span className="block text-xs text-attention">{notSoldSentence(row, maxAgeHours)}</span>
          )}
          {row.restriction && <span className="block text-xs text-ink-3">{row.restriction}</span>}
        </span>
      ),
    },
    {
      key: "sold",
      head: "Sold",
      bare: true,
      phone: "justify-self-end",
      cell: (row) => <SoldSwitch tld={row.tld} sold={row.sold} sell={sell} />,
    },
    ...priceColumns.map(
      ({ action, head, verb }): WideColumn<CatalogueEntry> => ({
        key: action,
        head,
        align: "right",
        cell: (row) => (
          <PriceCell
            tld={row.tld}
            priceAction={action}
            label={`Price to ${verb} .${row.tldUnicode}`}
            currency={row.currency}
            priceMinor={shownPrice(row, action)}
            costMinor={row.cost?.[action] ?? null}
            costCurrency={row.cost?.currency ?? row.currency}
            margin={row.margins[action]}
            byHandMinor={row.override?.currency === row.currency ? row.override[action] : null}
            save={setPrice}
          />
        ),
      }),
    ),
    {
      key: "years",
      head: "Years",
      cell: (row) => (
        <span className="figures whitespace-nowrap">
          {row.minYears === row.maxYears ? row.minYears : `${row.minYears}–${row.maxYears}`}
        </span>
      ),
    },
    {
      key: "grace",
      head: "Grace · redemption",
      cell: (row) => (
        <span
          className="figures whitespace-nowrap"
          title="Days after expiry: at the renewal price, then at the restore price"
        >
          {row.graceDays} · {row.redemptionDays} days
        </span>
      ),
    },
    { key: "flags", head: "Flags", cell: (row) => <Flags entry={row} /> },
    {
      key: "updated",
      head: "Cost read",
      cell: (row) => (
        <span className="text-sm whitespace-nowrap text-ink-3">
          {row.cost ? formatAge(row.cost.fetchedAt.toISOString(), now) : "never"}
        </span>
      ),
    },
    {
      key: "rules",
      head: "Rules",
      bare: true,
      phone: "col-span-2",
      cell: (row) => (
        <RulesDialog
          rules={rulesOf(row)}
          groups={tldGroups.map((group) => ({ value: group, label: groupTitle(group) }))}
          accounts={accounts.map(({ id, label }) => ({ value: id, label }))}
          save={saveRules}
        />
      ),
    },
  ];
  return (
    <div className="mt-4">
      <WideTable
        caption="Endings with cost, price and margin"
        columns={columns}
        rows={rows}
        rowKey={(row) => row.tld}
      />
    </div>
  );
}

/** The margin says the price also where it is not sold: cost and margin make it. */
function shownPrice(row: CatalogueEntry, action: PriceAction): number | null {
  if (row.prices) return row.prices[action];
  const [cost, margin] = [row.cost?.[action], row.margins[action]];
  return cost !== undefined && cost !== null && margin ? cost + margin.minor : null;
}

/** Only what the dialog needs goes to the browser. */
function rulesOf(row: CatalogueEntry) {
  const { tld, tldUnicode, group, minYears, maxYears, graceDays, redemptionDays, lockDays } = row;
  const { privacy, idn, authCodeRequired, httpsOnly, restriction, routedAccountId } = row;
  return {
    ...{ tld, tldUnicode, group, minYears, maxYears, graceDays, redemptionDays, lockDays },
    ...{ privacy, idn, authCodeRequired, httpsOnly, restriction, routedAccountId },
  };
}
