import type { Tone } from "@/components/ui/status-pill";
import type { NoticeState } from "@/lib/notices/views";

/** How a mail fared, as word and tone. */
export const mailStates: Record<NoticeState, { word: string; tone: Tone; meaning: string }> = {
  unsent: { word: "Unsent", tone: "attention", meaning: "Waits for the mail server; it is tried again by itself." },
  kept: { word: "Kept here", tone: "idle", meaning: "There is no mail server, so it is read here." },
  sent: { word: "Sent", tone: "ok", meaning: "The mail server took it." },
  delivered: { word: "Delivered", tone: "ok", meaning: "The recipient's mailbox took it." },
  bounced: { word: "Came back", tone: "danger", meaning: "Nobody read it. There is a case." },
};
