import type { Metadata, Route } from "next";
import { requireAdminCtx } from "@/app/_lib/session";
import { ListKeys } from "@/components/admin/list-keys";
import { OperationTable } from "@/components/admin/operation-table";
import { WhyNoRetry } from "@/components/admin/why-no-retry";
import { ButtonLink } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { PageHead } from "@/components/ui/page-head";
import { Pager } from "@/components/ui/pager";
import { listCases } from "@/lib/admin/cases";
import { listOperations } from "@/lib/admin/list-operations";
import { resolve } from "../orders/actions";
import { type SearchParams, searchChoice, searchParam, withQuery } from "../search-param";
import { OperationTabs } from "./operation-tabs";
import { stuckOperations } from "./stuck-operations";

export const metadata: Metadata = { title: "Operations" };

const nothing = {
  open: [
    "Nothing is in flight",
    "Work at a registrar, a DNS host or Stripe stands here from before the call until its outcome is known.",
  ],
  stuck: ["Nothing is stuck", "Work that has been in flight for more than two minutes stands here."],
  refused: ["Nothing was refused", "Work that an outside party refused for good stands here, with its words."],
  all: [
    "No work was done yet",
    "Each piece of work at an outside party is written down here before the call that starts it.",
  ],
} as const;

export default async function OperationsPage({ searchParams }: { searchParams: SearchParams }) {
  const ctx = await requireAdminCtx();
  const params = await searchParams;
  const show = searchChoice(params.show, ["stuck", "refused", "all"] as const) ?? "open";
  const after = searchParam(params.after);
  const [page, cases] = await Promise.all([
    show === "stuck"
      ? stuckOperations(ctx).then((rows) => ({ rows, next: null, total: rows.length }))
      : listOperations(ctx, { show, after }),
    listCases(ctx, "open"),
  ]);
  const href = (from?: string) =>
    withQuery("/admin/operations", { show: show === "open" ? undefined : show, after: from }) as Route;
  const [title, text] = nothing[show];
  return (
    <>
      <PageHead title="Operations">
        Work at outside parties. Each was written down before the call that started it, so nothing is lost when a reply
        is.
      </PageHead>
      <ListKeys />
      <OperationTabs current={href()} cases={cases.length} />
      {page.rows.length === 0 ? (
        <EmptyState
          title={title}
          action={show !== "all" && <ButtonLink href={"/admin/operations?show=all" as Route}>See all work</ButtonLink>}
        >
          {text}
        </EmptyState>
      ) : (
        <>
          <OperationTable rows={page.rows} now={ctx.clock.now().toISOString()} resolve={resolve} />
          <Pager
            shown={page.rows.length}
            total={page.total}
            noun={["operation", "operations"]}
            nextHref={page.next ? href(page.next) : null}
            firstHref={after ? href() : null}
          />
          {(show === "open" || show === "stuck") && <WhyNoRetry />}
        </>
      )}
    </>
  );
}
