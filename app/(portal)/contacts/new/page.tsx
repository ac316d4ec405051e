import type { Metadata } from "next";
import { currentSession, requireMemberCtx } from "@/app/_lib/session";
import { ContactForm } from "@/components/contacts/contact-form";
import { PageHead } from "@/components/ui/page-head";
import { askShape, keepContact } from "../actions";
import { countryChoices } from "../country-choices";
import { shapeOf } from "../shape-of";

export const metadata: Metadata = { title: "Add a contact" };

export default async function NewContactPage() {
  await requireMemberCtx();
  const session = await currentSession();
  return (
    <>
      <PageHead title="Add a contact" />
      <ContactForm
        values={{ email: session?.user.email ?? "" }}
        countries={countryChoices}
        shape={shapeOf({ country: "", organisation: null, extra: {}, tlds: [] })}
        askShape={askShape}
        action={keepContact}
        submit="Add to the book"
        saved="The contact is in the book."
        backHref="/contacts"
      />
    </>
  );
}
