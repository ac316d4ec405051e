"use client";

import { type FormEvent, useState } from "react";
import { Button } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import { type FormAction, SendingForm } from "@/components/ui/sending-form";
import { formatMoney } from "@/lib/kernel/money";
import { type CardView, type RenewalRowView, renewalSections } from "@/lib/renewals/views";
import { RenewalRow } from "./renewal-row";
import { sectionWords } from "./section-words";

/** Names by what they ask for, the urgent ones first; those that are ticked are paid by one payment. */
export function RenewalList({
  rows,
  card,
  now,
  currency,
  mayPay,
  action,
}: {
  rows: RenewalRowView[];
  card: CardView | null;
  now: string;
  currency: string;
  mayPay: boolean;
  action: FormAction<unknown>;
}) {
  const [ticked, setTicked] = useState({ count: 0, minor: 0 });
  const count = ({ currentTarget }: FormEvent<HTMLFormElement>) => {
    const boxes = [...currentTarget.querySelectorAll<HTMLInputElement>("input[type=checkbox]:checked")];
    setTicked({ count: boxes.length, minor: boxes.reduce((sum, box) => sum + Number(box.dataset.minor), 0) });
  };
  return (
    <SendingForm action={action} onChange={count} className="outline-none">
      {({ busy, message }) => (
        <>
          {message && (
            <div className="mb-4">
              <Notice tone="danger" role="alert">
                {message}
              </Notice>
            </div>
          )}
          {renewalSections.map((section) => {
            const own = rows.filter((row) => row.section === section);
            if (own.length === 0) return null;
            const { title, about } = sectionWords[section];
            return (
              <section key={section} aria-labelledby={`section-${section}`} className="mb-8">
                <h2 id={`section-${section}`} className="text-lg font-semibold">
                  {title} <span className="figures font-normal text-ink-3">{own.length}</span>
                </h2>
                <p className="mb-2 max-w-prose text-sm text-ink-3">{about}</p>
                <ul className="border-t border-line">
                  {own.map((row) => (
                    <RenewalRow key={row.domainId} row={row} card={card} now={now} mayPay={mayPay} />
                  ))}
                </ul>
              </section>
            );
          })}
          {mayPay && (
            <div className="sticky bottom-[var(--bar)] z-10 -mx-4 flex flex-wrap items-center justify-between gap-3 border-t border-line bg-paper px-4 py-3 md:-mx-8 md:px-8">
              <p aria-live="polite" className="text-sm text-ink-2">
                {ticked.count === 0
                  ? "Tick names to renew them by one payment."
                  : `${ticked.count} ${ticked.count === 1 ? "name" : "names"}, ${formatMoney(ticked.minor, currency)}`}
              </p>
              <Button type="submit" look="primary" busy={busy}>
                {ticked.count > 1 ? `Renew ${ticked.count} names` : "Renew what is ticked"}
              </Button>
            </div>
          )}
        </>
      )}
    </SendingForm>
  );
}
