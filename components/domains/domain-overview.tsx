import type { Route } from "next";
import Link from "next/link";
import type { ReactNode } from "react";
import { StepList } from "@/components/orders/step-list";
import { Card } from "@/components/ui/card";
import { CopyButton } from "@/components/ui/copy-button";
import { Day } from "@/components/ui/day";
import { Facts } from "@/components/ui/facts";
import { formatAge } from "@/components/ui/format-moment";
import { Price } from "@/components/ui/price";
import type { DomainView } from "@/lib/domains/views";
import type { StepView } from "@/lib/orders/views";
import { RecordTable } from "./record-table";

function said(value: boolean | null, yes: string, no: string): string {
  if (value === null) return "not known yet";
  return value ? yes : no;
}

function NameServers({ servers }: { servers: string[] }) {
  return (
    <ul className="divide-y divide-line border-y border-line">
      {servers.map((server) => (
        <li key={server} className="flex min-h-10 items-center justify-between gap-2 font-mono text-sm">
          <span className="min-w-0 break-all">{server}</span>
          <CopyButton value={server} label={`Copy ${server}`} />
        </li>
      ))}
    </ul>
  );
}

/** What is known about one name, each fact with its age, then its set-up and its zone. */
export function DomainOverview({
  domain,
  now,
  retry,
}: {
  domain: DomainView;
  now: string;
  retry?: (step: StepView) => ReactNode;
}) {
  const source = domain.observedAt
    ? `from ${domain.registrarLabel}, ${formatAge(domain.observedAt, now)}`
    : `not read from ${domain.registrarLabel} yet`;
  const open = domain.steps.some((step) => step.state !== "done" && step.state !== "skipped");
  return (
    <div className="grid gap-4 lg:grid-cols-2 lg:items-start lg:gap-6">
      <div className="space-y-4 lg:space-y-6">
        <Card title="Registration">
          <Facts
            facts={[
              { label: "Registrar", value: domain.registrarLabel },
              {
                label: "Registered",
                value: domain.registeredAt ? <Day iso={domain.registeredAt} /> : "not yet",
                hint: source,
              },
              {
                label: "Expires",
                value: domain.expiresAt ? <Day iso={domain.expiresAt} now={now} /> : "not known yet",
                hint: source,
              },
              {
                label: "Renewal",
                value: (
                  <>
                    {domain.autoRenew ? "by itself" : "only when you ask"} ·{" "}
                    <Link href={`/renewals/${domain.id}` as Route} className="link">
                      Renew or let go
                    </Link>
                  </>
                ),
                hint: "We renew it, never the registrar by its own account.",
              },
              ...(domain.renewPriceMinor !== null && domain.currency
                ? [
                    {
                      label: "A later year",
                      value: <Price amountMinor={domain.renewPriceMinor} currency={domain.currency} />,
                    },
                  ]
                : []),
              {
                label: "Registrant",
                value: (
                  <>
                    {domain.registrantEmail ?? "not known yet"} ·{" "}
                    <Link href={`/domains/${domain.id}/registrant` as Route} className="link">
                      Change
                    </Link>
                  </>
                ),
                hint: "Expiry notices and the registrar's own mail go there.",
              },
              {
                label: "Your address",
                value: said(domain.privacy, "kept private", "in the public register"),
                hint: source,
              },
              { label: "Transfer lock", value: said(domain.locked, "on", "off"), hint: source },
            ]}
          />
          <p className="mt-3 flex justify-between gap-4 text-sm text-ink-3">
            <span className="first-letter:uppercase">{source}</span>
            {domain.orderId && (
              <Link href={`/orders/${domain.orderId}` as Route} className="link">
                Its order
              </Link>
            )}
          </p>
        </Card>
        <Card title="Name servers">
          {domain.nameServers.length > 0 ? (
            <NameServers servers={domain.nameServers} />
          ) : (
            <p className="text-ink-2">The registry does not know any yet. They follow with the zone.</p>
          )}
        </Card>
      </div>
      <div className="space-y-4 lg:space-y-6">
        {(open || domain.steps.length > 0) && (
          <Card title="Set-up">
            <StepList steps={domain.steps} now={now} retry={retry} />
          </Card>
        )}
      </div>
      <Card id="records" title="Records" className="scroll-mt-6 lg:col-span-2">
        {domain.zone ? (
          <>
            <RecordTable zoneName={domain.nameAscii} records={domain.zone.records} />
            <p className="mt-3 text-sm text-ink-3">
              Served by {domain.zone.host}
              {domain.zone.inSyncAt && `, in sync ${formatAge(domain.zone.inSyncAt, now)}`}
            </p>
          </>
        ) : (
          <p className="text-ink-2">
            This name has no zone yet. It is made as soon as the registry has written the name down.
          </p>
        )}
      </Card>
    </div>
  );
}
