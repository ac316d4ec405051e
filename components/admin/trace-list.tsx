import { classNames } from "@/components/ui/class-names";
import { Icon } from "@/components/ui/icon";
import { TimeOfDay } from "@/components/ui/moment";
import { type Tone, ToneShape } from "@/components/ui/status-pill";
import type { TraceRow } from "@/lib/admin/order-trace";
import { JsonView } from "./json-view";

const outcomes: Record<string, { tone: Tone; word: string; colour: string }> = {
  ok: { tone: "ok", word: "answered", colour: "text-ok" },
  error: { tone: "danger", word: "error", colour: "text-danger" },
  no_reply: { tone: "attention", word: "no reply", colour: "text-attention" },
};

/** Every call to an outside party, with what was asked and answered; secrets were taken out when it was written. */
export function TraceList({ rows }: { rows: TraceRow[] }) {
  return (
    <ol className="divide-y divide-line border-y border-line">
      {rows.map((row) => {
        const outcome = outcomes[row.outcome] ?? { tone: "idle" as const, word: row.outcome, colour: "text-idle" };
        return (
          <li key={row.id}>
            <details className="group">
              <summary
                data-row
                className="grid min-h-11 grid-cols-[minmax(0,1fr)_auto] items-center gap-x-4 py-2 text-sm hover:bg-sunken md:grid-cols-[5.5rem_minmax(0,1fr)_9rem_5rem_1rem]"
              >
                <span className="text-ink-3 max-md:order-3">
                  <TimeOfDay iso={row.at} seconds />
                </span>
                <span className="min-w-0 max-md:order-1">
                  <span className="font-medium">{row.provider}</span>{" "}
                  <span className="font-mono text-xs break-all text-ink-2">{row.verb}</span>
                </span>
                <span className={classNames("flex items-center gap-2 max-md:order-2", outcome.colour)}>
                  <ToneShape tone={outcome.tone} />
                  {outcome.word}
                  {row.status !== null && <span className="figures text-ink-3">{row.status}</span>}
                </span>
                <span className="figures text-right text-ink-3 max-md:order-4">{row.durationMs} ms</span>
                <Icon
                  name="down"
                  size={14}
                  className="text-ink-3 transition-transform group-open:rotate-180 max-md:hidden"
                />
              </summary>
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
          </li>
        );
      })}
    </ol>
  );
}
