import { createTransport, type Transporter } from "nodemailer";
import type SmtpTransport from "nodemailer/lib/smtp-transport";
import { env } from "@/lib/kernel/env";
import { ProviderError } from "@/lib/kernel/errors";
import { faultPoint } from "@/lib/kernel/fault";

/** A mail as text and as a page. `id` names it in its Message-ID and in reports of its delivery. */
export type Mail = {
  id: string;
  from: { name: string; address: string };
  to: string;
  subject: string;
  text: string;
  html: string;
  /** Where a mail program stops mail of this kind with one request (RFC 8058). */
  unsubscribeUrl: string | null;
  attachments: { filename: string; contentType: string; content: Buffer }[];
};

/** The server that SMTP_URL names, and the connection to it; another address means another connection. */
let open: { url: string; transport: Transporter<SmtpTransport.SentMessageInfo, SmtpTransport.Options> } | undefined;

/** Whether there is a server to send by. Without one nothing leaves the machine: mail is kept and read in the admin's mailbox. */
export function hasMailServer(): boolean {
  return env().SMTP_URL !== undefined;
}

/**
 * Sends a mail by SMTP_URL and asks for reports of its delivery where the server gives them (RFC 3461). Returns its
 * Message-ID. Throws ProviderError: `rejected` when the server will never take it (no such mailbox), with the server's words
 * as message; `unavailable` when it may be tried again.
 */
export async function sendMail({ id, from, unsubscribeUrl, ...mail }: Mail): Promise<{ messageId: string }> {
  const { SMTP_URL: url } = env();
  if (!url) throw new ProviderError("smtp", "unsupported", "There is no mail server: SMTP_URL is not set.");
  if (open?.url !== url) open = { url, transport: createTransport(url) };
  const messageId = `<${id}@${from.address.split("@").at(-1)}>`;
  await faultPoint("out:smtp:before");
  try {
    await open.transport.sendMail({
      ...mail,
      from,
      messageId,
      dsn: { envid: id, ret: "HDRS", notify: ["SUCCESS", "FAILURE", "DELAY"], orcpt: `rfc822;${mail.to}` },
      headers: {
        "Auto-Submitted": "auto-generated",
        ...(unsubscribeUrl && {
          "List-Unsubscribe": `<${unsubscribeUrl}>`,
          "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
        }),
      },
    });
  } catch (cause) {
    throw toProviderError(cause);
  }
  await faultPoint("out:smtp:after");
  return { messageId };
}

/** A 5xx about the recipient or the message is final; all else (4xx, no connection, no sign-in) passes. */
function toProviderError(cause: unknown): ProviderError {
  const { responseCode = 0, response, code } = cause as { responseCode?: number; response?: string; code?: string };
  const final = responseCode >= 500 && (code === "EENVELOPE" || code === "EMESSAGE");
  return final
    ? new ProviderError("smtp", "rejected", response ?? "The mail server refused the mail.", { cause })
    : new ProviderError("smtp", "unavailable", "The mail server did not take the mail.", { cause });
}
