import { type Ctx, requireAdmin } from "@/lib/kernel/context";
import { appUrl } from "@/lib/kernel/env";
import { hasMailServer } from "@/lib/providers/mail/send-mail";
import { isSigned, signWords } from "./sign-words";

/** Whether mail leaves at all, and where a mail server delivers its reports as they came: that address is a secret. */
export function deliverySetup(ctx: Ctx): { hasServer: boolean; reportsUrl: string } {
  requireAdmin(ctx);
  return {
    hasServer: hasMailServer(),
    reportsUrl: `${appUrl()}/api/notices/reports/${signWords("reports", "inbox")}`,
  };
}

export function isReportsSecret(secret: string): boolean {
  return isSigned("reports", "inbox", secret);
}
