/** One call to an outside party, redacted, as an admin may read it (AN-51). */
export type TraceEntry = {
  provider: string;
  verb: string;
  startedAt: Date;
  durationMs: number;
  status: number | null;
  outcome: "ok" | "error" | "no_reply";
  /** Redacted request and reply, each cut to a few kilobytes. */
  request: unknown;
  response: unknown;
};

/** Where adapters report their calls. The caller binds it to the operation the calls belong to. */
export type TraceSink = (entry: TraceEntry) => void;
