import type { Metadata, Route } from "next";
import Link from "next/link";
import { requireAdminCtx } from "@/app/_lib/session";
import { CaseCard } from "@/components/admin/case-card";
import { caseKind, caseKinds } from "@/components/admin/case-words";
import { ListKeys } from "@/components/admin/list-keys";
import { classNames } from "@/components/ui/class-names";
import { EmptyState } from "@/components/ui/empty-state";
import { PageHead } from "@/components/ui/page-head";
import { listCases } from "@/lib/admin/cases";
import { type SearchParams, searchChoice, withQuery } from "../../search-param";
import { closeOpenCase } from "../actions";
import { OperationTabs } from "../operation-tabs";

export const metadata: Metadata = { title: "Cases" };

export default async function CasesPage({ searchParams }: { searchParams: SearchParams }) {
  const ctx = await requireAdminCtx();
  const params = await searchParams;
  const state = searchChoice(params.state, ["closed"] as const) ?? "open";
  const kind = searchChoice(params.kind, caseKinds);
  const [open, closed] = await Promise.all([
    listCases(ctx, "open"),
    state === "closed" ? listCases(ctx, "closed") : [],
  ]);
  const all = state === "open" ? open : closed;
  const rows = kind ? all.filter((row) => row.kind === kind) : all;
  const kinds = [...new Set([...(kind ? [kind] : []), ...all.map((row) => row.kind)])];
  const href = (query: { state?: string; kind?: string }) => withQuery("/admin/operations/cases", query) as Route;
  const kept = state === "closed" ? "closed" : undefined;
  const now = ctx.clock.now().toISOString();
  return (
    <>
      <PageHead title="Cases">What needs a person, with all its facts. It is closed by saying what was done.</PageHead>
      <ListKeys />
      <OperationTabs current="/admin/operations/cases" cases={open.length} />
      <nav aria-label="Which cases" className="mb-4 flex flex-wrap gap-2">
        <Chip href={href({ kind })} current={state === "open"}>
          Open
        </Chip>
        <Chip href={href({ kind, state: "closed" })} current={state === "closed"}>
          Closed
        </Chip>
        {kinds.length > 0 && <span aria-hidden="true" className="mx-1 w-px self-stretch bg-line" />}
        {kinds.map((each) => (
          <Chip key={each} href={href({ state: kept, kind: each === kind ? undefined : each })} current={each === kind}>
            {caseKind(each)}
          </Chip>
        ))}
      </nav>
      {rows.length === 0 ? (
        <EmptyState title={kind ? `No ${state} case: ${caseKind(kind).toLowerCase()}` : `No ${state} case`}>
          {kind === "setup_stuck"
            ? "A set-up that fails is tried again by itself; a case opens when it fails again and again."
            : "A case opens when something cannot go on by itself: an unknown outcome, a hold that runs out, a suspicion."}
        </EmptyState>
      ) : (
        <div className="space-y-3">
          {rows.map((row) => (
            <CaseCard key={row.id} row={row} now={now} close={closeOpenCase} />
          ))}
          {rows.length >= 200 && <p className="text-sm text-ink-3">These are the newest 200.</p>}
        </div>
      )}
    </>
  );
}

function Chip({ href, current, children }: { href: Route; current: boolean; children: React.ReactNode }) {
  return (
    <Link
      href={href}
      aria-current={current ? "true" : undefined}
      className={classNames(
        "inline-flex h-8 items-center rounded-md border px-3 text-sm transition-colors",
        current ? "border-ink bg-ink text-paper" : "border-line bg-surface text-ink-2 hover:border-edge hover:text-ink",
      )}
    >
      {children}
    </Link>
  );
}
