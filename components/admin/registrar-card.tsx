import { classNames } from "@/components/ui/class-names";
import { Facts } from "@/components/ui/facts";
import { formatAge } from "@/components/ui/format-moment";
import { Icon } from "@/components/ui/icon";
import { Notice } from "@/components/ui/notice";
import { StatusPill } from "@/components/ui/status-pill";
import type { AccountView } from "@/lib/accounts/list-accounts";
import { accountHealth } from "./account-health";
import { ActionButton } from "./action-button";
import { ConfirmDialog } from "./confirm-dialog";
import type { SayingAction } from "./saying";

const capabilityWords: Record<keyof AccountView["capabilities"], string> = {
  prices: "Price list",
  suggestions: "Suggestions",
  premium: "Premium names",
  renew: "Renewal",
  transferIn: "Transfer in",
  autoRenew: "Auto-renew switch",
  lock: "Transfer lock",
  privacy: "WHOIS privacy",
  authCode: "Auth codes",
  restore: "Restore by API",
  charges: "Lists its charges",
  contactHandles: "Contact handles",
  createsZone: "Makes a zone by itself",
};

function Capabilities({ capabilities }: { capabilities: AccountView["capabilities"] }) {
  return (
    <ul className="grid grid-cols-2 gap-x-6 sm:grid-cols-3">
      {Object.entries(capabilityWords).map(([key, label]) => {
        const can = capabilities[key as keyof AccountView["capabilities"]];
        return (
          <li
            key={key}
            className={classNames("flex min-h-8 items-center gap-2 text-sm", can ? "text-ink" : "text-ink-3")}
          >
            <Icon name={can ? "check" : "minus"} size={14} className={can ? "text-ok" : undefined} />
            {label}
            <span className="sr-only">{can ? "yes" : "no"}</span>
          </li>
        );
      })}
    </ul>
  );
}

function Health({ account }: { account: AccountView }) {
  if (account.health.length === 0) return <p className="text-sm text-ink-3">No call was made in the last day.</p>;
  return (
    <table className="w-full text-sm">
      <thead>
        <tr className="border-b border-line text-xs text-ink-3">
          <th scope="col" className="h-8 text-left font-medium">
            Verb
          </th>
          {["Calls", "Failed", "Median"].map((head) => (
            <th key={head} scope="col" className="text-right font-medium">
              {head}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {account.health.map((row) => (
          <tr key={row.verb} className="border-b border-line">
            <th scope="row" className="h-8 text-left font-mono text-xs font-normal">
              {row.verb}
            </th>
            <td className="figures text-right">{row.calls}</td>
            <td className={classNames("figures text-right", row.failed > 0 && "font-medium text-danger")}>
              {row.failed}
            </td>
            <td className="figures text-right text-ink-2">{row.medianMs} ms</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** One account of the platform at a registrar: what it can do, how it does, and what it sells. */
export function RegistrarCard({
  account,
  active,
  now,
  test,
  activate,
}: {
  account: AccountView;
  /** The account that new names are bought through now. */
  active: AccountView | undefined;
  now: string;
  test: SayingAction;
  activate: SayingAction;
}) {
  const { limits } = account;
  const health = accountHealth(account.health);
  const age = (iso: string | null) => (iso ? formatAge(iso, now) : "never");
  return (
    <section aria-label={account.label} className="rounded-lg border border-line bg-surface p-5 md:p-6">
      <div className="flex flex-wrap items-start justify-between gap-4">
        <div className="min-w-0">
          <div className="flex flex-wrap items-center gap-3">
            <h2 className="display text-xl">{account.label}</h2>
            {account.active ? (
              <StatusPill tone="ok">Active for new names</StatusPill>
            ) : (
              <StatusPill tone="idle">Not active</StatusPill>
            )}
            <StatusPill tone={health.tone}>{health.word}</StatusPill>
          </div>
          <p className="mt-2 max-w-prose text-base text-ink-2">{account.useCase}</p>
        </div>
        <div className="flex flex-wrap gap-2">
          <ActionButton action={test} fields={{ accountId: account.id }} label={`Test connection to ${account.label}`}>
            Test connection
          </ActionButton>
          {!account.active && account.pricedTlds > 0 && (
            <ConfirmDialog
              trigger="Make active"
              triggerLabel={`Make ${account.label} active`}
              title={`Buy new names through ${account.label}?`}
              confirm={`Make ${account.label} active`}
              action={activate}
              fields={{ accountId: account.id }}
            >
              <ul className="list-disc space-y-1 pl-5">
                <li>
                  New names are bought through {account.label}
                  {active ? ` instead of ${active.label}` : ""}, at its costs.
                </li>
                <li>
                  It prices {account.pricedTlds} endings{active ? `; ${active.label} prices ${active.pricedTlds}` : ""}.
                  Endings it does not price are no longer sold, unless they are routed.
                </li>
                {active && (
                  <li>
                    {active.domains} {active.domains === 1 ? "name" : "names"} at {active.label} and orders under way
                    stay there.
                  </li>
                )}
                <li>Quotes that were given keep their price until they lapse.</li>
              </ul>
            </ConfirmDialog>
          )}
        </div>
      </div>
      {!account.active && account.pricedTlds === 0 && (
        <div className="mt-4">
          <Notice tone="attention">
            It cannot be made active: it has no prices, so nothing could be sold through it. Import its price list
            first.
          </Notice>
        </div>
      )}
      <div className="mt-6 grid gap-x-10 gap-y-8 lg:grid-cols-2">
        <div>
          <h3 className="mb-1 text-sm font-semibold">What it holds and sells</h3>
          <Facts
            facts={[
              { label: "Names held", value: <span className="figures">{account.domains}</span> },
              { label: "Endings priced", value: <span className="figures">{account.pricedTlds}</span> },
              { label: "Prices read", value: age(account.pricesFetchedAt) },
              { label: "Last call", value: age(account.lastCallAt) },
              { label: "DNS host", value: account.dnsHost },
              {
                label: "Limits",
                value: `${limits.requestsPerSecond} a second, ${limits.concurrent} at once`,
                hint: `${limits.namesPerAvailabilityCall} names an availability call; ${limits.settleDelaySeconds} s until a look after a lost reply can be trusted`,
              },
            ]}
          />
        </div>
        <div>
          <h3 className="mb-1 text-sm font-semibold">Calls of the last day</h3>
          <Health account={account} />
        </div>
        <div className="lg:col-span-2">
          <h3 className="mb-2 text-sm font-semibold">What its API can do</h3>
          <Capabilities capabilities={account.capabilities} />
        </div>
      </div>
    </section>
  );
}
