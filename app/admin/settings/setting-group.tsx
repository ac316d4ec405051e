import type { ReactNode } from "react";

/** A group of settings: what it is for on the left, its fields on the right. */
export function SettingGroup({ title, touches, children }: { title: string; touches: ReactNode; children: ReactNode }) {
  return (
    <section
      aria-label={title}
      className="grid gap-x-10 gap-y-5 border-t border-line py-8 lg:grid-cols-[16rem_minmax(0,34rem)]"
    >
      <div>
        <h2 className="text-lg font-semibold">{title}</h2>
        <p className="mt-1 max-w-prose text-sm text-ink-3">{touches}</p>
      </div>
      <div className="min-w-0 space-y-5">{children}</div>
    </section>
  );
}
