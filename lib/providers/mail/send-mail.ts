import { createTransport, type Transporter } from "nodemailer";
import { env } from "@/lib/kernel/env";
import { ProviderError } from "@/lib/kernel/errors";
import { faultPoint } from "@/lib/kernel/fault";

let transport: Transporter | undefined;

/**
 * Sends a mail by SMTP_URL. Without one nothing leaves the machine: the mail stays readable in the admin's mailbox, which
 * shows every notice. Throws ProviderError `unavailable` when the server does not take it.
 */
export async function sendMail(mail: {
  from: string;
  to: string;
  subject: string;
  text: string;
  messageId: string;
}): Promise<void> {
  const { SMTP_URL } = env();
  if (!SMTP_URL) return;
  transport ??= createTransport(SMTP_URL);
  await faultPoint("out:smtp:before");
  try {
    const { messageId, ...rest } = mail;
    await transport.sendMail({ ...rest, messageId: `<${messageId}@${mail.from.split("@").at(-1)?.replace(">", "")}>` });
  } catch (cause) {
    throw new ProviderError("smtp", "unavailable", "The mail server did not take the mail.", { cause });
  }
  await faultPoint("out:smtp:after");
}
