import { classNames } from "@/components/ui/class-names";
import { formatDuration } from "@/components/ui/format-moment";
import { Icon } from "@/components/ui/icon";
import { TimeOfDay } from "@/components/ui/moment";
import { type Tone, ToneShape } from "@/components/ui/status-pill";
import type { TraceRow } from "@/lib/admin/order-trace";
import { foldTrace } from "./fold-trace";
import { JsonView } from "./json-view";

type Look = { tone: Tone; word: string; colour: string };

const outcomes: Record<string, Look> = {
  ok: { tone: "ok", word: "answered", colour: "text-ok" },
  error: { tone: "danger", word: "error", colour: "text-danger" },
  no_reply: { tone: "attention", word: "no reply", colour: "text-attention" },
};

function lookOf({ outcome, status }: TraceRow): Look {
  // Whether something is there is often asked in the hope that it is not.
  if (outcome === "error" && status === 404) return { tone: "idle", word: "not there", colour: "text-idle" };
  return outcomes[outcome] ?? { tone: "idle", word: outcome, colour: "text-idle" };
}

const line =
  "grid min-h-11 grid-cols-[minmax(0,1fr)_auto] items-center gap-x-4 py-2 text-sm hover:bg-sunken md:grid-cols-[5.5rem_minmax(0,1fr)_9rem_5.5rem_1rem]";

function Line({ row, time, took }: { row: TraceRow; time: string; took: string }) {
  const { tone, word, colour } = lookOf(row);
  return (
    <summary data-row className={line}>
      <span className="text-ink-3 max-md:order-3">
        <TimeOfDay iso={time} seconds />
      </span>
      <span className="min-w-0 max-md:order-1">
        <span className="font-medium">{row.provider}</span>{" "}
        <span className="font-mono text-xs break-all text-ink-2">{row.verb}</span>
      </span>
      <span className={classNames("flex items-center gap-2 max-md:order-2", colour)}>
        <ToneShape tone={tone} />
        {word}
        {row.status !== null && <span className="figures text-ink-3">{row.status}</span>}
      </span>
      <span className="figures text-right text-ink-3 max-md:order-4">{took}</span>
      <Icon
        name="down"
        size={14}
        className="text-ink-3 transition-transform [[open]>summary>&]:rotate-180 max-md:hidden"
      />
    </summary>
  );
}

function Call({ row }: { row: TraceRow }) {
  return (
    <details>
      <Line row={row} time={row.at} took={`${row.durationMs} ms`} />
      <div className="grid gap-4 pt-1 pb-4 lg:grid-cols-2">
        <div className="min-w-0">
          <h3 className="text-xs font-medium text-ink-3">Asked</h3>
          <JsonView label={`Asked in call ${row.id}`} value={row.request} />
        </div>
        <div className="min-w-0">
          <h3 className="text-xs font-medium text-ink-3">Answered</h3>
          <JsonView label={`Answered to call ${row.id}`} value={row.response} />
        </div>
        {row.operationId && (
          <p className="font-mono text-xs break-all text-ink-3 lg:col-span-2">operation {row.operationId}</p>
        )}
      </div>
    </details>
  );
}

function Repeated({ rows }: { rows: TraceRow[] }) {
  const [first, last] = [rows[0], rows.at(-1)];
  if (!first || !last) return null;
  const span = formatDuration(Date.parse(last.at) - Date.parse(first.at));
  return (
    <details>
      <Line row={first} time={first.at} took={`${rows.length} times`} />
      <p className="pb-2 text-sm text-ink-3 md:pl-[6.5rem]">Asked again and again over {span}.</p>
      <ol className="mb-4 border-l-2 border-line pl-4">
        {rows.map((row) => (
          <li key={row.id}>
            <Call row={row} />
          </li>
        ))}
      </ol>
    </details>
  );
}

/** Every call to an outside party, with what was asked and answered; secrets were taken out when it was written. */
export function TraceList({ rows }: { rows: TraceRow[] }) {
  return (
    <ol className="divide-y divide-line border-y border-line">
      {foldTrace(rows).map((group) => (
        <li key={group[0]?.id}>
          {group.length === 1 && group[0] ? <Call row={group[0]} /> : <Repeated rows={group} />}
        </li>
      ))}
    </ol>
  );
}
