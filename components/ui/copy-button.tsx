"use client";

import { useEffect, useState } from "react";
import { Icon } from "./icon";

/** Copies a value and says so in place. */
export function CopyButton({ value, label }: { value: string; label: string }) {
  const [copied, setCopied] = useState(false);
  useEffect(() => {
    if (!copied) return;
    const timer = setTimeout(() => setCopied(false), 2000);
    return () => clearTimeout(timer);
  }, [copied]);
  return (
    <button
      type="button"
      aria-label={copied ? "Copied" : label}
      title={copied ? "Copied" : label}
      onClick={() => navigator.clipboard.writeText(value).then(() => setCopied(true))}
      className="inline-grid size-8 shrink-0 place-items-center rounded-md text-ink-3 hover:bg-sunken hover:text-ink"
    >
      <Icon name={copied ? "check" : "copy"} size={14} className={copied ? "text-ok" : undefined} />
    </button>
  );
}
