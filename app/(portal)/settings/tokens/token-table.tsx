"use client";

import { useActionState, useState } from "react";
import { Button } from "@/components/ui/button";
import { type Column, DataTable } from "@/components/ui/data-table";
import { Day } from "@/components/ui/day";
import { Dialog } from "@/components/ui/dialog";
import { TimeOfDay } from "@/components/ui/moment";
import { Notice } from "@/components/ui/notice";
import { StatusPill, type Tone } from "@/components/ui/status-pill";
import type { TokenRow } from "@/lib/api/list-tokens";
import { revokeTokenAction } from "./actions";

const states: Record<TokenRow["state"], { tone: Tone; word: string }> = {
  live: { tone: "ok", word: "Works" },
  expired: { tone: "idle", word: "Expired" },
  revoked: { tone: "idle", word: "Revoked" },
};

export function TokenTable({ tokens, now }: { tokens: TokenRow[]; now: string }) {
  const [asked, setAsked] = useState<TokenRow | null>(null);
  return (
    <>
      <DataTable caption="API tokens" columns={columns(now, setAsked)} rows={tokens} rowKey={(row) => row.id} />
      <Dialog open={asked !== null} onClose={() => setAsked(null)} title="Revoke this token?">
        {asked && <RevokeForm token={asked} onClose={() => setAsked(null)} />}
      </Dialog>
    </>
  );
}

function columns(now: string, ask: (row: TokenRow) => void): Column<TokenRow>[] {
  return [
    {
      key: "name",
      head: "Token",
      card: "title",
      cell: (row) => (
        <span className="block md:py-2">
          <span className="block font-medium">{row.name}</span>
          <span className="block text-sm text-ink-3">
            <span className="font-mono">{row.prefix}…</span> · {row.madeBy}
          </span>
        </span>
      ),
    },
    {
      key: "scopes",
      head: "May",
      card: "plain",
      cell: (row) => (
        <span className="flex flex-wrap gap-x-3 font-mono text-sm text-ink-2 md:block md:py-2">
          {row.scopes.map((scope) => (
            <span key={scope} className="block">
              {scope}
            </span>
          ))}
        </span>
      ),
    },
    {
      key: "lastUsed",
      head: "Last used",
      cell: (row) =>
        row.lastUsedAt ? <TimeOfDay iso={row.lastUsedAt} day /> : <span className="text-ink-3">never</span>,
    },
    {
      key: "expires",
      head: "Works until",
      cell: (row) => <Ending row={row} now={now} />,
    },
    {
      key: "state",
      head: "State",
      cell: (row) => <StatusPill tone={states[row.state].tone}>{states[row.state].word}</StatusPill>,
    },
    {
      key: "revoke",
      head: "Action",
      card: "plain",
      align: "right",
      cell: (row) =>
        row.canRevoke && (
          <Button size="sm" look="danger" onClick={() => ask(row)} aria-label={`Revoke ${row.name}`}>
            Revoke
          </Button>
        ),
    },
  ];
}

function Ending({ row, now }: { row: TokenRow; now: string }) {
  if (row.state === "revoked") return <span className="text-ink-3">no longer</span>;
  return row.expiresAt ? <Day iso={row.expiresAt} now={now} /> : <span className="text-ink-3">it is revoked</span>;
}

function RevokeForm({ token, onClose }: { token: TokenRow; onClose: () => void }) {
  const [state, submit, busy] = useActionState(async (...sent: Parameters<typeof revokeTokenAction>) => {
    const outcome = await revokeTokenAction(...sent);
    if (outcome.ok) onClose();
    return outcome;
  }, null);
  return (
    <form action={submit} className="space-y-5">
      {state?.ok === false && (
        <Notice tone="danger" role="alert">
          {state.message}
        </Notice>
      )}
      <p>
        Whatever uses <strong className="font-medium">{token.name}</strong> stops working with its next request. It
        cannot be undone, only replaced by a new token.
      </p>
      <input type="hidden" name="tokenId" value={token.id} />
      <div className="flex justify-end gap-2">
        <Button look="quiet" onClick={onClose}>
          Keep it
        </Button>
        <Button type="submit" look="danger" busy={busy}>
          Revoke {token.name}
        </Button>
      </div>
    </form>
  );
}
