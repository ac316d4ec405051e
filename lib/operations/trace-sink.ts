import { db } from "@/db/client";
import { providerTrace } from "@/db/schema";
import { log } from "@/lib/kernel/log";
import type { TraceSink } from "@/lib/providers/trace";

export type TraceOf = { operationId?: string; orderId?: string };

type Row = typeof providerTrace.$inferInsert;

const store = globalThis as { nameplateTraceQueue?: Row[] };

/** Reports calls to the trace table. Rows of one turn are written together; losing one costs evidence, never state. */
export function traceSink(of: TraceOf): TraceSink {
  return (entry) => {
    const { startedAt, ...rest } = entry;
    const row: Row = { ...rest, at: startedAt, operationId: of.operationId ?? null, orderId: of.orderId ?? null };
    if (store.nameplateTraceQueue) {
      store.nameplateTraceQueue.push(row);
      return;
    }
    store.nameplateTraceQueue = [row];
    setImmediate(() => {
      const rows = store.nameplateTraceQueue ?? [];
      delete store.nameplateTraceQueue;
      db()
        .insert(providerTrace)
        .values(rows)
        .catch((error: unknown) => log.warn("trace rows were lost", { error, rows: rows.length }));
    });
  };
}
