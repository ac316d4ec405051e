import type { ReactNode } from "react";
import { Day } from "@/components/ui/day";
import { Facts } from "@/components/ui/facts";
import { TimeOfDay } from "@/components/ui/moment";
import { StatusPill } from "@/components/ui/status-pill";
import { displayParts } from "@/lib/kernel/display-name";
import type { NoticeView } from "@/lib/notices/views";
import { mailStates } from "./mail-state";

/** To whom a mail went, when it left, and what became of it. */
export function MailFacts({ mail, title }: { mail: NoticeView; title: string }) {
  const { word, tone, meaning } = mailStates[mail.state];
  const moment = (label: string, iso: string | null) => (iso ? [{ label, value: <TimeOfDay iso={iso} day /> }] : []);
  const facts: { label: string; value: ReactNode; hint?: string }[] = [
    { label: "To", value: mail.recipient },
    { label: "Kind", value: title },
    { label: "State", value: <StatusPill tone={tone}>{word}</StatusPill>, hint: meaning },
    ...moment("Written", mail.createdAt),
    ...(mail.state === "kept" ? [] : moment("Sent", mail.sentAt)),
    ...moment("Delivered", mail.deliveredAt),
    ...moment("Came back", mail.bouncedAt),
    ...(mail.lastError ? [{ label: "The server said", value: mail.lastError }] : []),
    ...(mail.dueFrom && mail.dueTo
      ? [
          {
            label: "Owed between",
            value: (
              <>
                <Day iso={mail.dueFrom} /> and <Day iso={mail.dueTo} />
              </>
            ),
          },
        ]
      : []),
    ...(mail.documents.length > 0 ? [{ label: "With it", value: <Documents documents={mail.documents} /> }] : []),
    ...(mail.domain ? [{ label: "About", value: displayParts(mail.domain.nameAscii).text }] : []),
  ];
  return <Facts facts={facts} />;
}

/** The files of a mail, each as it reads today. */
function Documents({ documents }: Pick<NoticeView, "documents">) {
  return (
    <ul>
      {documents.map(({ invoiceId, number }) => (
        <li key={invoiceId}>
          <a className="link" href={`/invoices/${invoiceId}/pdf`}>
            {number}.pdf
          </a>
        </li>
      ))}
    </ul>
  );
}
