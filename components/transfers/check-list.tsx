import { classNames } from "@/components/ui/class-names";
import { Icon } from "@/components/ui/icon";
import type { CheckView } from "@/lib/transfers/views";

const looks: Record<CheckView["state"], { word: string; className: string }> = {
  ok: { word: "clear", className: "rounded-full bg-ok-wash text-ok" },
  failed: { word: "in the way", className: "rounded-sm bg-danger-wash text-danger" },
  waiting: { word: "still to give", className: "text-attention" },
  unknown: { word: "not known", className: "text-ink-3" },
};
const icons = { ok: "check", failed: "cross", waiting: "edit", unknown: "clock" } as const;

/** What may stand in the way of a name, line by line: what it is, how it stands, and what to do. */
export function CheckList({ checks }: { checks: CheckView[] }) {
  return (
    <ol className="divide-y divide-line">
      {checks.map((check) => {
        const look = looks[check.state];
        return (
          <li key={check.key} className="flex gap-3 py-3 first:pt-0 last:pb-0">
            <span
              key={check.state}
              className={classNames(
                "mt-0.5 grid size-5 shrink-0 place-items-center",
                check.state === "ok" && "animate-settle",
                look.className,
              )}
            >
              <Icon name={icons[check.state]} size={12} />
            </span>
            <div className="min-w-0">
              <p className="font-medium">
                {check.label}
                <span className="sr-only">: {look.word}</span>
              </p>
              <p className={classNames("text-base", check.state === "failed" ? "text-ink" : "text-ink-2")}>
                {check.sentence}
              </p>
            </div>
          </li>
        );
      })}
    </ol>
  );
}
