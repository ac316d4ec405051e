import type { Route } from "next";
import Link from "next/link";
import { classNames } from "@/components/ui/class-names";
import { Icon } from "@/components/ui/icon";
import { ToneShape } from "@/components/ui/status-pill";

/** The counter that must be nought, said in figures, words, shape and colour. */
export function MoneyAlarm({
  label,
  count,
  meaning,
  href,
  large = false,
}: {
  label: string;
  count: number;
  /** What it means when it is not nought. */
  meaning: string;
  href: Route;
  large?: boolean;
}) {
  const fine = count === 0;
  return (
    <Link
      href={href}
      className={classNames(
        "group flex min-w-0 flex-col justify-between gap-4 rounded-lg border p-5 transition-colors",
        fine ? "border-line bg-surface hover:border-edge" : "border-danger bg-danger-wash",
      )}
    >
      <span className="flex items-center justify-between gap-4">
        <span className="text-base font-semibold text-ink">{label}</span>
        <Icon name="chevron" size={14} className="text-ink-3 group-hover:text-ink" />
      </span>
      <span className="flex flex-wrap items-end gap-x-4 gap-y-1">
        <span className={classNames("display figures text-ink", large ? "text-3xl" : "text-2xl")}>{count}</span>
        <span
          className={classNames("mb-1 flex items-center gap-2 text-base font-medium", fine ? "text-ok" : "text-danger")}
        >
          <ToneShape tone={fine ? "ok" : "danger"} size={10} />
          {fine ? "none" : "look now"}
        </span>
      </span>
      <span className="max-w-prose text-sm text-ink-2">{meaning}</span>
    </Link>
  );
}
