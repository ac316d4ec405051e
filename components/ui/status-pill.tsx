import type { ReactNode } from "react";
import { classNames } from "./class-names";

/** What a status asks of the reader: nothing, patience, an action, or help. */
export type Tone = "ok" | "progress" | "attention" | "danger" | "idle";

const colours: Record<Tone, string> = {
  ok: "text-ok bg-ok-wash",
  progress: "text-progress bg-progress-wash",
  attention: "text-attention bg-attention-wash",
  danger: "text-danger bg-danger-wash",
  idle: "text-idle bg-idle-wash",
};

/** One shape a tone, so that it is told apart without colour: disc, half disc, triangle, square, ring. */
export function ToneShape({ tone, size = 8, className }: { tone: Tone; size?: number; className?: string }) {
  return (
    <svg viewBox="0 0 8 8" width={size} height={size} className={classNames("shrink-0", className)} aria-hidden="true">
      {tone === "ok" && <circle cx="4" cy="4" r="4" fill="currentColor" />}
      {tone === "progress" && (
        <>
          <circle cx="4" cy="4" r="3.25" fill="none" stroke="currentColor" strokeWidth="1.5" />
          <path d="M4 0a4 4 0 0 1 0 8Z" fill="currentColor" />
        </>
      )}
      {tone === "attention" && <path d="M4 .3 8 7.7H0Z" fill="currentColor" />}
      {tone === "danger" && <rect width="8" height="8" rx="1" fill="currentColor" />}
      {tone === "idle" && <circle cx="4" cy="4" r="3.25" fill="none" stroke="currentColor" strokeWidth="1.5" />}
    </svg>
  );
}

/** Status as word, shape and colour. */
export function StatusPill({ tone, children, title }: { tone: Tone; children: ReactNode; title?: string }) {
  return (
    <span
      title={title}
      className={classNames(
        "inline-flex h-6 items-center gap-1.5 rounded-full px-2.5 text-xs font-medium whitespace-nowrap",
        colours[tone],
      )}
    >
      <ToneShape tone={tone} />
      {children}
    </span>
  );
}
