import type { ComponentProps, ReactNode } from "react";
import { classNames } from "./class-names";

/** A surface one step above the paper. A title makes it a labelled region. */
export function Card({
  title,
  action,
  children,
  className,
  ...rest
}: Omit<ComponentProps<"section">, "title"> & { title?: string; action?: ReactNode }) {
  return (
    <section
      aria-label={title}
      {...rest}
      className={classNames("rounded-lg border border-line bg-surface p-5", className)}
    >
      {(title || action) && (
        <div className="mb-4 flex min-h-8 items-center justify-between gap-3">
          {title && <h2 className="text-base font-semibold">{title}</h2>}
          {action}
        </div>
      )}
      {children}
    </section>
  );
}
