import type { Route } from "next";
import Link from "next/link";
import { TimeOfDay } from "@/components/ui/moment";
import type { InvoiceFact } from "@/lib/billing/views";

/** What happened to an invoice and its money, oldest first. `orders` is where its links to orders lead. */
export function InvoiceHistory({ facts, admin = false }: { facts: InvoiceFact[]; admin?: boolean }) {
  return (
    <ol className="space-y-3">
      {facts.map((fact) => (
        <li key={`${fact.at} ${fact.sentence}`} className="border-l-2 border-line pl-3 text-sm">
          {fact.href ? (
            <Link href={`${admin ? "/admin" : ""}${fact.href}` as Route} className="link text-base">
              {fact.sentence}
            </Link>
          ) : (
            <span className="text-base">{fact.sentence}</span>
          )}
          <span className="block text-ink-3">
            <TimeOfDay iso={fact.at} day />
          </span>
        </li>
      ))}
    </ol>
  );
}
