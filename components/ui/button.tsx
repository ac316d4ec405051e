import type { Route } from "next";
import Link from "next/link";
import type { ComponentProps, ReactNode } from "react";
import { classNames } from "./class-names";

type Look = "primary" | "secondary" | "quiet" | "danger";
type Size = "sm" | "md" | "lg";
type Shape = { look?: Look; size?: Size; wide?: boolean };

const looks: Record<Look, string> = {
  primary: "bg-brass text-on-brass border-brass-strong hover:bg-brass-strong font-medium",
  secondary: "bg-surface text-ink border-line hover:border-edge hover:bg-sunken font-medium",
  quiet: "border-transparent text-ink-2 hover:text-ink hover:bg-sunken",
  danger: "bg-surface text-danger border-line hover:border-danger hover:bg-danger-wash font-medium",
};
const sizes: Record<Size, string> = {
  sm: "h-8 px-3 text-sm gap-1.5",
  md: "h-10 px-4 text-base gap-2",
  lg: "h-12 px-5 text-base gap-2",
};

export function buttonClass({ look = "secondary", size = "md", wide = false }: Shape = {}): string {
  return classNames(
    "inline-flex items-center justify-center rounded-md border whitespace-nowrap select-none",
    "transition-colors duration-150 ease-out disabled:opacity-55 aria-disabled:opacity-55",
    looks[look],
    sizes[size],
    wide && "w-full",
  );
}

/** One primary button a screen; the others are secondary or quiet. `busy` keeps the width and says so to readers. */
export function Button({
  look,
  size,
  wide,
  busy = false,
  className,
  children,
  ...rest
}: ComponentProps<"button"> & Shape & { busy?: boolean; children: ReactNode }) {
  return (
    <button
      type="button"
      {...rest}
      aria-busy={busy || undefined}
      aria-disabled={busy || undefined}
      className={classNames(buttonClass({ look, size, wide }), busy && "animate-breathe", className)}
    >
      {children}
    </button>
  );
}

export function ButtonLink({
  look,
  size,
  wide,
  className,
  children,
  ...rest
}: Omit<ComponentProps<typeof Link>, "href"> & Shape & { href: Route }) {
  return (
    <Link {...rest} className={classNames(buttonClass({ look, size, wide }), className)}>
      {children}
    </Link>
  );
}
