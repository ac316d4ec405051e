import type { Metadata, Route } from "next";
import Link from "next/link";
import { requireMemberCtx } from "@/app/_lib/session";
import { ActionButton } from "@/components/admin/action-button";
import { ContactSummary } from "@/components/contacts/contact-summary";
import { Button, ButtonLink } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { formatDay } from "@/components/ui/format-moment";
import { Name } from "@/components/ui/name";
import { Notice } from "@/components/ui/notice";
import { PageHead } from "@/components/ui/page-head";
import { listContacts } from "@/lib/contacts/queries";
import { domainView } from "@/lib/domains/domain-view";
import { registrantChange } from "@/lib/domains/registrant-change";
import type { RegistrantChange } from "@/lib/domains/views";
import { displayName } from "@/lib/kernel/display-name";
import { orNotFound } from "../../../or-not-found";
import { giveToRegistrant } from "./actions";

export const metadata: Metadata = { title: "Registrant" };

type Props = {
  params: Promise<{ domainId: string }>;
  searchParams: Promise<{ contact?: string | string[] }>;
};

/** Choosing comes first, then what it means with its day, then the change: never the other way round (AN-28). */
export default async function RegistrantPage({ params, searchParams }: Props) {
  const ctx = await requireMemberCtx();
  const { domainId } = await params;
  const { contact: asked } = await searchParams;
  const [domain, book] = await Promise.all([orNotFound(domainView(ctx, domainId)), listContacts(ctx)]);
  const chosen = book.find(({ id }) => id === asked);
  const change = chosen && (await registrantChange(ctx, { domainId, contactId: chosen.id }));
  return (
    <>
      <PageHead
        above={
          <Link href={`/domains/${domainId}` as Route} className="link">
            {displayName(domain.nameAscii)}
          </Link>
        }
        title={
          <>
            Who <Name ascii={domain.nameAscii} size="xl" aLabel={false} /> is registered to
          </>
        }
      >
        {domain.registrantEmail
          ? `Its registrant is reached at ${domain.registrantEmail}.`
          : "Its registrar has not told us the registrant's address."}
      </PageHead>
      {book.length === 0 ? (
        <EmptyState
          title="Your contact book is empty"
          action={<ButtonLink href={"/contacts/new" as Route}>Add a contact</ButtonLink>}
        >
          The new registrant is chosen from it.
        </EmptyState>
      ) : (
        <div className="grid max-w-4xl gap-6 lg:grid-cols-2 lg:items-start">
          <Card title="The new registrant">
            <form className="space-y-3">
              {book.map((contact) => (
                <label key={contact.id} className="flex gap-3 rounded-md border border-line p-3">
                  <input
                    type="radio"
                    name="contact"
                    value={contact.id}
                    defaultChecked={contact.id === chosen?.id}
                    required
                    className="mt-1.5"
                  />
                  <ContactSummary contact={contact} />
                </label>
              ))}
              <Button type="submit">See what it means</Button>
            </form>
          </Card>
          {chosen && change && (
            <Card title="What it means">
              <Meaning change={change} registrar={domain.registrarLabel} />
              <ActionButton
                action={giveToRegistrant}
                fields={{ domainId, contactId: chosen.id, freeFrom: change.freeFrom ?? "" }}
                look="primary"
                size="md"
              >
                Give it to {chosen.organisation ?? `${chosen.firstName} ${chosen.lastName}`}
              </ActionButton>
            </Card>
          )}
        </div>
      )}
    </>
  );
}

function Meaning({ change, registrar }: { change: RegistrantChange; registrar: string }) {
  return (
    <div className="mb-4 max-w-prose space-y-3 text-ink-2">
      {change.freeFrom ? (
        <Notice tone="attention" title={`It stays with ${registrar} until ${formatDay(change.freeFrom)}`}>
          The registries count another name, organisation or e-mail as a change of owner, and keep the name where it is
          for {change.lockDays} days after one. {registrar} offers no way around it: if you are about to move the name,
          move it first.
        </Notice>
      ) : (
        <p>The name can move to another registrar as before.</p>
      )}
      {change.isOwnerChange && (
        <p>
          The new registrant may get a mail by {registrar} and has to click the link in it. Expiry notices go to them
          from then on.
        </p>
      )}
      <p>Site and mail are not touched. Nothing is charged.</p>
    </div>
  );
}
