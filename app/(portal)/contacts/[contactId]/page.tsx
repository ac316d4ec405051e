import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { requireMemberCtx } from "@/app/_lib/session";
import { ContactForm } from "@/components/contacts/contact-form";
import { PageHead } from "@/components/ui/page-head";
import { getContact } from "@/lib/contacts/queries";
import { orNotFound } from "../../or-not-found";
import { askShape, keepContact } from "../actions";
import { contactValues } from "../contact-values";
import { countryChoices } from "../country-choices";
import { shapeOf } from "../shape-of";

export const metadata: Metadata = { title: "Edit a contact" };

export default async function EditContactPage({ params }: { params: Promise<{ contactId: string }> }) {
  const ctx = await requireMemberCtx();
  const contact = await orNotFound(getContact(ctx, (await params).contactId));
  if (contact.archived) notFound();
  return (
    <>
      <PageHead title={contact.organisation ?? `${contact.firstName} ${contact.lastName}`} />
      <ContactForm
        values={contactValues(contact)}
        hidden={{ id: contact.id }}
        countries={countryChoices}
        shape={shapeOf({ ...contact, tlds: [] })}
        askShape={askShape}
        action={keepContact}
        submit="Save the contact"
        saved="The contact is saved."
        backHref="/contacts"
      />
    </>
  );
}
