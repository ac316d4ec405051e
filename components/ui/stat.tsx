import type { Route } from "next";
import Link from "next/link";
import type { ReactNode } from "react";
import { classNames } from "./class-names";
import { type Tone, ToneShape } from "./status-pill";

const colours: Record<Tone, string> = {
  ok: "text-ok",
  progress: "text-progress",
  attention: "text-attention",
  danger: "text-danger",
  idle: "text-ink-3",
};

/** A counter. Zero is shown as zero; with `href` it leads to what was counted, `current` marks the one in view. */
export function Stat({
  label,
  value,
  tone = "idle",
  note,
  href,
  current = false,
}: {
  label: string;
  value: ReactNode;
  tone?: Tone;
  note?: string;
  href?: Route;
  current?: boolean;
}) {
  const body = (
    <>
      <span className="flex items-center gap-2 text-sm text-ink-2">
        <ToneShape tone={tone} className={colours[tone]} />
        {label}
      </span>
      <span className="figures mt-1 block text-xl font-medium tracking-tight text-ink">{value}</span>
      {note && <span className="mt-0.5 block text-xs text-ink-3">{note}</span>}
    </>
  );
  const shape = classNames(
    "flex min-w-0 flex-col justify-between rounded-lg border bg-surface px-4 py-3",
    current ? "border-edge" : "border-line",
  );
  if (!href) return <div className={shape}>{body}</div>;
  return (
    <Link
      href={href}
      aria-current={current ? "true" : undefined}
      className={classNames(shape, "transition-colors hover:border-edge")}
    >
      {body}
    </Link>
  );
}
