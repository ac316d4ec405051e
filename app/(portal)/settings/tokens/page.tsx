import type { Metadata, Route } from "next";
import Link from "next/link";
import { requireMemberCtx } from "@/app/_lib/session";
import { Card } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { listTokens } from "@/lib/api/list-tokens";
import { SettingsTabs } from "../settings-tabs";
import { TokenForm } from "./token-form";
import { TokenTable } from "./token-table";

export const metadata: Metadata = { title: "API tokens" };

export default async function TokensPage() {
  const ctx = await requireMemberCtx();
  const tokens = await listTokens(ctx);
  const mayMake = ctx.actor.kind === "user" && ctx.actor.role !== "read_only";
  return (
    <>
      <SettingsTabs current="/settings/tokens" />
      <p className="max-w-prose pt-8 text-ink-2">
        A token lets a program act for your shop, as far as its scopes and your own role go.{" "}
        <Link href={"/api/docs" as Route} className="link">
          What programs can do
        </Link>
      </p>
      <div className="grid gap-6 pt-6">
        {tokens.length === 0 ? (
          <EmptyState title="No program acts for you yet">
            {mayMake
              ? "Make a token below, and give it only the scopes that the program needs."
              : "An owner of this shop can make a token."}
          </EmptyState>
        ) : (
          <TokenTable tokens={tokens} now={ctx.clock.now().toISOString()} />
        )}
        {mayMake && (
          <Card title="New token">
            <TokenForm />
          </Card>
        )}
      </div>
    </>
  );
}
