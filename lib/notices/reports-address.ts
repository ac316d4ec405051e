import { appUrl } from "@/lib/kernel/env";
import { isSigned, signWords } from "./sign-words";

/** Where a mail server delivers its reports, as they came: the address itself is the secret. */
export function reportsAddress(): string {
  return `${appUrl()}/api/notices/reports/${signWords("reports", "inbox")}`;
}

export function isReportsSecret(secret: string): boolean {
  return isSigned("reports", "inbox", secret);
}
