import { CopyButton } from "@/components/ui/copy-button";

/** How the mail server tells what became of a mail. */
export function DeliveryReports({ hasServer, reportsUrl }: { hasServer: boolean; reportsUrl: string }) {
  return (
    <details className="mt-10 border-t border-line pt-4">
      <summary className="cursor-pointer font-medium">How mail leaves, and how we learn what became of it</summary>
      <div className="mt-3 max-w-prose space-y-3 text-ink-2">
        <p>
          {hasServer
            ? "Mail leaves by the server that SMTP_URL names."
            : "No mail server is set (SMTP_URL), so nothing leaves: every mail is kept here."}{" "}
          A mailbox that a server refuses at once is seen at once. For what comes back later, have the mailbox of the
          support address deliver reports (RFC 3464) here, as they are, by an HTTP POST:
        </p>
        <p className="flex items-center gap-2">
          <code className="min-w-0 rounded-md bg-sunken px-2 py-1 font-mono text-sm break-all">{reportsUrl}</code>
          <CopyButton value={reportsUrl} label="Copy the address for reports" />
        </p>
        <p className="text-sm text-ink-3">
          Whoever knows this address can mark mail as delivered or come back, and nothing else.
        </p>
      </div>
    </details>
  );
}
