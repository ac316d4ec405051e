import type { Route } from "next";
import Link from "next/link";

/** Back to the list, where it is not beside what was chosen from it. */
export function BackToList({ href, children }: { href: Route; children: string }) {
  return (
    <p className="mb-3 text-sm lg:hidden">
      <Link href={href} className="link">
        {children}
      </Link>
    </p>
  );
}
