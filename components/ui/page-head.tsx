import type { ReactNode } from "react";

/** The top of a page: its title in the display serif, one sentence, and at most one primary action. */
export function PageHead({
  title,
  children,
  action,
  above,
}: {
  title: ReactNode;
  children?: ReactNode;
  action?: ReactNode;
  above?: ReactNode;
}) {
  return (
    <header className="mb-6 md:mb-8">
      {above && <div className="mb-2 text-sm text-ink-3">{above}</div>}
      <div className="flex flex-wrap items-end justify-between gap-x-6 gap-y-4">
        <h1 className="display min-w-0 text-2xl">{title}</h1>
        {action}
      </div>
      {children && <div className="mt-2 max-w-prose text-ink-2">{children}</div>}
    </header>
  );
}
