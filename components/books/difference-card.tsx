import type { Route } from "next";
import Link from "next/link";
import { ActionButton } from "@/components/admin/action-button";
import { ConfirmDialog } from "@/components/admin/confirm-dialog";
import type { SayingAction } from "@/components/admin/saying";
import { formatDay } from "@/components/ui/format-moment";
import { Name } from "@/components/ui/name";
import { Price } from "@/components/ui/price";
import { StatusPill } from "@/components/ui/status-pill";
import type { BookLine, DifferenceView } from "@/lib/books/views";
import { formatMoney } from "@/lib/kernel/money";
import { causeWords } from "./cause-words";
import { ProposalLines } from "./proposal-lines";

/** One difference: its three columns, what it means, and the ways to close it. Closed ones say who did, and why. */
export function DifferenceCard({
  difference,
  post,
  explain,
}: {
  difference: DifferenceView;
  post: SayingAction;
  explain: SayingAction;
}) {
  const { id, cause, nameAscii, orderId, merchant, proposal, expectedMinor } = difference;
  const { word, tone, means } = causeWords[cause];
  const amount = formatMoney(difference.amountMinor, difference.currency);
  return (
    <li className="rounded-lg border border-line bg-surface" id={id}>
      <div className="flex flex-wrap items-center gap-x-4 gap-y-1 border-b border-line px-4 py-2.5">
        <StatusPill tone={difference.state === "open" ? tone : "idle"}>{word}</StatusPill>
        <span className="min-w-0 flex-1">
          {nameAscii ? (
            <Name ascii={nameAscii} aLabel={false} />
          ) : (
            <span className="text-base text-ink-2">{merchant ?? "No name"}</span>
          )}
        </span>
        <Price
          amountMinor={difference.amountMinor}
          currency={difference.currency}
          className="text-lg font-medium text-ink"
        />
      </div>
      <div className="grid gap-px bg-line sm:grid-cols-3">
        <Side head="Stripe" line={difference.stripe} />
        <Side head="Registrar" line={difference.registrar} />
        <Side
          head="Our books"
          line={difference.order}
          note={
            expectedMinor === null
              ? undefined
              : `worth ${formatMoney(expectedMinor, difference.currency)} at today's rate`
          }
          orderId={orderId}
        />
      </div>
      <div className="flex flex-wrap items-end justify-between gap-4 px-4 py-3">
        <div className="min-w-0 flex-1 basis-72 space-y-2">
          <p className="max-w-prose text-sm text-ink-2">{means}</p>
          {proposal && <ProposalLines lines={proposal} />}
        </div>
        {difference.state === "open" ? (
          <div className="flex flex-wrap gap-2">
            <ConfirmDialog
              trigger="Explain"
              triggerLabel={`Explain ${amount}, ${word}`}
              look="quiet"
              title="Explain without an entry"
              confirm="Close as explained"
              keep="Keep it open"
              note={{ name: "note", label: "Why is it right as it is?", hint: "Kept with your name and the time." }}
              action={explain}
              fields={{ id }}
            >
              <p>{amount} stays as it is in every book. Nothing is posted; the month can close with your words.</p>
            </ConfirmDialog>
            {proposal && (
              <ActionButton action={post} fields={{ id }} label={`Post the entry of ${amount}, ${word}`}>
                Post this entry
              </ActionButton>
            )}
          </div>
        ) : (
          <Closed difference={difference} />
        )}
      </div>
    </li>
  );
}

function Side({
  head,
  line,
  note,
  orderId,
}: {
  head: string;
  line: BookLine | null;
  note?: string | undefined;
  orderId?: string | null;
}) {
  return (
    <div className="bg-surface px-4 py-2.5">
      <p className="text-xs text-ink-3">{head}</p>
      {line ? (
        <p className="flex items-baseline justify-between gap-3">
          <Price amountMinor={line.amountMinor} currency={line.currency} />
          <span className="text-sm whitespace-nowrap text-ink-3">{formatDay(line.at)}</span>
        </p>
      ) : (
        <p className="text-base text-ink-3">nothing</p>
      )}
      {line && (
        <p className="truncate font-mono text-xs text-ink-3" title={line.what}>
          {line.what}
        </p>
      )}
      {note && <p className="text-xs text-ink-3">{note}</p>}
      {orderId && (
        <Link className="link text-sm" href={`/admin/orders/${orderId}` as Route}>
          The order
        </Link>
      )}
    </div>
  );
}

const closedWords = { posted: "Entry posted", explained: "Explained", gone: "Gone by itself" } as const;

function Closed({ difference }: { difference: DifferenceView }) {
  if (difference.state === "open") return null;
  return (
    <div className="text-sm text-ink-2">
      <StatusPill tone={difference.state === "gone" ? "idle" : "ok"}>{closedWords[difference.state]}</StatusPill>
      <p className="mt-1">
        {difference.closedBy && difference.state !== "gone" && `${difference.closedBy}, `}
        {difference.closedAt && formatDay(difference.closedAt)}
      </p>
      {difference.note && <p className="max-w-prose italic">{difference.note}</p>}
    </div>
  );
}
