"use client";

import { useRouter } from "next/navigation";
import { type ReactNode, useEffect, useRef, useTransition } from "react";
import { classNames } from "@/components/ui/class-names";

/** A form of filters that asks the server as one types or chooses; without scripts, its button does. */
export function FilterBar({ children, className }: { children: ReactNode; className?: string }) {
  const ref = useRef<HTMLFormElement>(null);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const router = useRouter();
  const [busy, start] = useTransition();
  useEffect(() => () => clearTimeout(timer.current), []);
  const ask = () => {
    const form = ref.current;
    if (!form) return;
    const pairs = [...new FormData(form)].filter((pair): pair is [string, string] => Boolean(pair[1]));
    start(() => router.replace(`?${new URLSearchParams(pairs)}` as never, { scroll: false }));
  };
  return (
    <search className="block">
      <form
        ref={ref}
        aria-busy={busy || undefined}
        className={classNames("flex flex-wrap items-center gap-2", className)}
        onChange={(event) => {
          clearTimeout(timer.current);
          const typed = event.target instanceof HTMLInputElement && event.target.type === "search";
          timer.current = setTimeout(ask, typed ? 250 : 0);
        }}
        onSubmit={(event) => {
          event.preventDefault();
          clearTimeout(timer.current);
          ask();
        }}
      >
        {children}
      </form>
    </search>
  );
}
