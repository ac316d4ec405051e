import type { Metadata, Route } from "next";
import Link from "next/link";
import { currentSession, requireMemberCtx } from "@/app/_lib/session";
import { NameCard } from "@/components/transfers/name-card";
import { TransferForm } from "@/components/transfers/transfer-form";
import { Button, ButtonLink } from "@/components/ui/button";
import { TextArea } from "@/components/ui/field";
import { Notice } from "@/components/ui/notice";
import { PageHead } from "@/components/ui/page-head";
import { listContacts } from "@/lib/contacts/queries";
import type { PreflightView } from "@/lib/transfers/views";
import { askShape } from "../../contacts/actions";
import { countryChoices } from "../../contacts/country-choices";
import { shapeOf } from "../../contacts/shape-of";
import { checkTransfer, payAndTransfer } from "../actions";
import { checkNames, mostNames, namesIn } from "../pasted-names";

export const metadata: Metadata = { title: "Bring a name here" };

function AskNames({ typed }: { typed: string }) {
  return (
    <form action="/transfers/new" className="max-w-xl space-y-5">
      <TextArea
        name="names"
        label="Names you hold elsewhere"
        rows={5}
        defaultValue={typed}
        placeholder={"mystore.com\nmystore.net"}
        hint={`One a line, up to ${mostNames} at once. Looking costs nothing and orders nothing.`}
      />
      <Button type="submit" look="primary">
        See what it takes
      </Button>
    </form>
  );
}

async function OneName({ seen }: { seen: PreflightView }) {
  const ctx = await requireMemberCtx();
  const [contacts, session] = await Promise.all([listContacts(ctx), currentSession()]);
  const tlds = [seen.tld];
  return (
    <TransferForm
      initial={seen}
      check={checkTransfer}
      action={payAndTransfer}
      options={contacts.map((contact) => ({ contact, shape: shapeOf({ ...contact, tlds }) }))}
      email={session?.user.email ?? ""}
      emptyShape={shapeOf({ country: "", organisation: null, extra: {}, tlds })}
      askShape={askShape}
      countries={countryChoices}
    />
  );
}

export default async function NewTransferPage({
  searchParams,
}: {
  searchParams: Promise<{ names?: string | string[] }>;
}) {
  const ctx = await requireMemberCtx();
  const { names } = await searchParams;
  const typed = [names ?? ""].flat().join("\n").slice(0, 6000);
  const wanted = namesIn(typed);
  const seen = await checkNames(ctx, wanted);
  const only = seen.length === 1 ? seen[0] : undefined;
  const above = (
    <Link href={"/transfers" as Route} className="link">
      Transfers
    </Link>
  );
  if (only?.result)
    return (
      <>
        <PageHead title="Bring it here" above={above} />
        <OneName seen={only.result} />
      </>
    );
  return (
    <>
      <PageHead title="Bring a name here" above={above}>
        It keeps the time it has and gets a year more. Its site and mail are not touched: only who keeps it in the
        registry's books changes.
      </PageHead>
      {wanted.length > mostNames && (
        <div className="mb-6">
          <Notice tone="attention">
            The first {mostNames} of {wanted.length} names were looked at. Paste the others after these.
          </Notice>
        </div>
      )}
      {seen.length === 0 || only ? (
        <>
          {only?.sentence && (
            <div className="mb-6 max-w-xl">
              <Notice tone="danger" role="alert">
                {only.sentence}
              </Notice>
            </div>
          )}
          <AskNames typed={typed} />
        </>
      ) : (
        <>
          <ul className="space-y-3">
            {seen.map(({ typed, result, sentence }) =>
              result ? (
                <NameCard key={typed} initial={result} check={checkTransfer} />
              ) : (
                <li key={typed} className="rounded-lg border border-line bg-surface p-5">
                  <p className="font-mono text-base break-all">{typed}</p>
                  <p className="mt-1 text-danger">{sentence}</p>
                </li>
              ),
            )}
          </ul>
          <div className="mt-6">
            <ButtonLink href={"/transfers/new" as Route}>Other names</ButtonLink>
          </div>
        </>
      )}
    </>
  );
}
