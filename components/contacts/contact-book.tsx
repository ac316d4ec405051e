"use client";

import type { Route } from "next";
import { useRouter } from "next/navigation";
import { useOptimistic, useTransition } from "react";
import { Button, ButtonLink } from "@/components/ui/button";
import type { Outcome } from "@/components/ui/outcome";
import { toast } from "@/components/ui/toast";
import type { ContactView } from "@/lib/contacts/contact-view";
import { ContactSummary } from "./contact-summary";

/** The contacts as cards. Archiving takes one out of the book; undo writes it back in. */
export function ContactBook({
  contacts,
  archive,
  restore,
}: {
  contacts: ContactView[];
  archive: (input: { id: string }) => Promise<Outcome<unknown>>;
  restore: (input: { id: string }) => Promise<Outcome<unknown>>;
}) {
  const router = useRouter();
  const [, start] = useTransition();
  const [shown, hide] = useOptimistic(contacts, (all, id: string) => all.filter((contact) => contact.id !== id));
  const run = async (work: () => Promise<Outcome<unknown>>): Promise<boolean> => {
    const outcome = await work();
    if (!outcome.ok) toast(outcome.message, { tone: "danger" });
    router.refresh();
    return outcome.ok;
  };
  return (
    <ul className="grid gap-3 md:grid-cols-2">
      {shown.map((contact) => (
        <li
          key={contact.id}
          className="flex flex-col justify-between gap-4 rounded-lg border border-line bg-surface p-5"
        >
          <ContactSummary contact={contact} />
          <div className="flex gap-2">
            <ButtonLink href={`/contacts/${contact.id}` as Route} size="sm">
              Edit
            </ButtonLink>
            <Button
              size="sm"
              look="quiet"
              aria-label={`Archive ${contact.firstName} ${contact.lastName}`}
              onClick={() =>
                start(async () => {
                  hide(contact.id);
                  if (await run(() => archive({ id: contact.id })))
                    toast(`${contact.firstName} ${contact.lastName} is out of the book.`, {
                      tone: "idle",
                      undo: () => start(async () => void (await run(() => restore({ id: contact.id })))),
                    });
                })
              }
            >
              Archive
            </Button>
          </div>
        </li>
      ))}
    </ul>
  );
}
