import Link from "next/link";

/** The plate and its name. */
export function Wordmark({ name = "Nameplate" }: { name?: string }) {
  return (
    <Link href="/" className="flex items-center gap-2.5 rounded-sm">
      <svg viewBox="0 0 24 16" width="24" height="16" aria-hidden="true" className="text-brass-ink">
        <rect
          x="0.75"
          y="0.75"
          width="22.5"
          height="14.5"
          rx="2.5"
          className="fill-brass-wash"
          stroke="currentColor"
          strokeWidth="1.5"
        />
        <circle cx="4" cy="8" r="1" fill="currentColor" />
        <circle cx="20" cy="8" r="1" fill="currentColor" />
        <path d="M7.5 8h9" stroke="currentColor" strokeWidth="1.75" strokeLinecap="round" />
      </svg>
      <span className="display text-lg leading-none">{name}</span>
    </Link>
  );
}
