import type { Metadata, Route } from "next";
import { requireAdminCtx } from "@/app/_lib/session";
import { RegistrarCard } from "@/components/admin/registrar-card";
import { ButtonLink } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { PageHead } from "@/components/ui/page-head";
import { listAccounts } from "@/lib/accounts/list-accounts";
import { activate, testConnection } from "./actions";

export const metadata: Metadata = { title: "Registrars" };

export default async function RegistrarsPage() {
  const ctx = await requireAdminCtx();
  const accounts = await listAccounts(ctx);
  const active = accounts.find((account) => account.active);
  const now = ctx.clock.now().toISOString();
  return (
    <>
      <PageHead title="Registrars" action={<ButtonLink href={"/admin/tlds" as Route}>Endings and prices</ButtonLink>}>
        The platform's own accounts. New names are bought through the active one; names that exist never move by
        themselves. Health is what our own calls met, so looking here asks nobody.
      </PageHead>
      {accounts.length === 0 ? (
        <EmptyState title="No registrar account">
          Accounts are made from the credentials in the environment when the product starts. Without one no name can be
          sold.
        </EmptyState>
      ) : (
        <div className="space-y-4">
          {accounts.map((account) => (
            <RegistrarCard
              key={account.id}
              account={account}
              active={active}
              now={now}
              test={testConnection}
              activate={activate}
            />
          ))}
        </div>
      )}
    </>
  );
}
