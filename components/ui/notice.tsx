import type { ReactNode } from "react";
import { classNames } from "./class-names";
import { type Tone, ToneShape } from "./status-pill";

const borders: Record<Tone, string> = {
  ok: "border-l-ok bg-ok-wash text-ok",
  progress: "border-l-progress bg-progress-wash text-progress",
  attention: "border-l-attention bg-attention-wash text-attention",
  danger: "border-l-danger bg-danger-wash text-danger",
  idle: "border-l-edge bg-sunken text-idle",
};

/** What happened, what it means for the money, what to do. `role="alert"` for what appears after an action. */
export function Notice({
  tone,
  title,
  children,
  action,
  role,
}: {
  tone: Tone;
  title?: ReactNode;
  children?: ReactNode;
  action?: ReactNode;
  role?: "alert" | "status";
}) {
  return (
    <div role={role} className={classNames("flex gap-3 rounded-md border-l-2 px-4 py-3", borders[tone])}>
      <ToneShape tone={tone} size={10} className="mt-[7px]" />
      <div className="min-w-0 flex-1 text-base text-ink">
        {title && <p className="font-medium">{title}</p>}
        {children && <div className={classNames("max-w-prose", Boolean(title) && "text-ink-2")}>{children}</div>}
        {action && <div className="mt-3 flex flex-wrap gap-2">{action}</div>}
      </div>
    </div>
  );
}
