import { displayParts } from "@/lib/kernel/display-name";
import { classNames } from "./class-names";

const sizes = {
  sm: "text-base",
  md: "text-lg",
  lg: "text-xl",
  xl: "text-2xl",
  hero: "text-2xl sm:text-3xl",
} as const;

/**
 * A domain name as a unit: label in full ink, ending lighter, never broken except at its dot; the A-label in mono
 * beneath where the two forms differ (`aLabel` false leaves it out where the row is one line high).
 */
export function Name({
  ascii,
  size = "md",
  aLabel = true,
  muted = false,
  className,
}: {
  ascii: string;
  size?: keyof typeof sizes;
  aLabel?: boolean;
  muted?: boolean;
  className?: string;
}) {
  const parts = displayParts(ascii);
  return (
    <span className={classNames("inline-block min-w-0 max-w-full align-baseline", className)}>
      <span
        translate="no"
        title={parts.text.length > 24 ? parts.text : undefined}
        className={classNames(
          "display block break-words [hyphens:none]",
          sizes[size],
          muted ? "text-ink-3" : "text-ink",
        )}
      >
        {parts.label}
        <wbr />
        <span className="text-ink-3">{parts.ending}</span>
      </span>
      {aLabel && parts.aLabel && (
        <span translate="no" className="block break-all font-mono text-xs text-ink-3">
          {parts.aLabel}
        </span>
      )}
    </span>
  );
}
