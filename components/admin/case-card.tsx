import type { Route } from "next";
import Link from "next/link";
import { formatAge } from "@/components/ui/format-moment";
import { StatusPill } from "@/components/ui/status-pill";
import type { CaseRow } from "@/lib/admin/cases";
import { caseKind } from "./case-words";
import { ConfirmDialog } from "./confirm-dialog";
import type { SayingAction } from "./saying";

/** What waits for a person: one sentence, its facts, and the way to close it with what was done. */
export function CaseCard({
  row,
  now,
  close,
  withOrder = true,
}: {
  row: CaseRow;
  now: string;
  close: SayingAction;
  /** False on the order's own page. */
  withOrder?: boolean;
}) {
  const facts = Object.entries(row.facts).filter(([, value]) => value !== null && value !== "");
  const open = row.state === "open";
  return (
    <section aria-label={caseKind(row.kind)} className="rounded-lg border border-line bg-surface p-5">
      <div className="flex flex-wrap items-start justify-between gap-x-4 gap-y-2">
        <div className="min-w-0">
          <h2 className="text-base font-semibold">{caseKind(row.kind)}</h2>
          <p className="text-sm text-ink-3">
            {row.merchantName && `${row.merchantName} · `}opened {formatAge(row.openedAt, now)}
            {row.closedAt && ` · closed ${formatAge(row.closedAt, now)}`}
          </p>
        </div>
        <StatusPill tone={open ? "attention" : "idle"}>{open ? "Open case" : "Closed"}</StatusPill>
      </div>
      <p className="mt-3 max-w-prose text-base">{row.summary}</p>
      {facts.length > 0 && (
        <dl className="mt-3 flex flex-wrap gap-x-6 gap-y-1 text-sm">
          {facts.map(([label, value]) => (
            <div key={label} className="min-w-0">
              <dt className="inline text-ink-3">{label.replaceAll(/([A-Z])/g, " $1").toLowerCase()} </dt>
              <dd className="inline break-all font-mono text-xs">
                {typeof value === "object" ? JSON.stringify(value) : String(value)}
              </dd>
            </div>
          ))}
        </dl>
      )}
      {row.resolution && (
        <p className="mt-3 max-w-prose border-l-2 border-edge pl-3 text-base text-ink-2">{row.resolution}</p>
      )}
      {(open || (withOrder && row.orderId)) && (
        <div className="mt-4 flex flex-wrap items-center gap-4">
          {withOrder && row.orderId && (
            <Link data-row href={`/admin/orders/${row.orderId}` as Route} className="link text-base">
              Open the order
            </Link>
          )}
          {open && (
            <ConfirmDialog
              trigger="Close case"
              triggerLabel={`Close case: ${caseKind(row.kind)}`}
              title="Close this case?"
              keep="Leave it open"
              confirm="Close the case"
              note={{
                name: "resolution",
                label: "What was done",
                hint: "Kept with the case and in the audit log, under your name.",
              }}
              action={close}
              fields={{ caseId: row.id }}
            >
              <p>
                Closing only says that a person has dealt with it: no money moves and no name changes by it. If the
                cause is still there, the case opens again.
              </p>
            </ConfirmDialog>
          )}
        </div>
      )}
    </section>
  );
}
