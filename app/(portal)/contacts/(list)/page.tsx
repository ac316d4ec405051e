import type { Metadata } from "next";
import { requireMemberCtx } from "@/app/_lib/session";
import { ContactBook } from "@/components/contacts/contact-book";
import { ButtonLink } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { PageHead } from "@/components/ui/page-head";
import { listContacts } from "@/lib/contacts/queries";
import { removeContact, restoreContact } from "../actions";

export const metadata: Metadata = { title: "Contacts" };

export default async function ContactsPage() {
  const contacts = await listContacts(await requireMemberCtx());
  const add = (
    <ButtonLink href="/contacts/new" look="primary">
      Add a contact
    </ButtonLink>
  );
  return (
    <>
      <PageHead title="Contacts" action={contacts.length > 0 && add}>
        Who names are registered to. A change here counts for the next name you buy; names you already hold keep theirs.
      </PageHead>
      {contacts.length === 0 ? (
        <EmptyState title="Nobody in the book yet" action={add}>
          Every name is registered to somebody: a person or an organisation with an address. Write it down once and use
          it for every name.
        </EmptyState>
      ) : (
        <ContactBook contacts={contacts} archive={removeContact} restore={restoreContact} />
      )}
    </>
  );
}
