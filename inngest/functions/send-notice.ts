import type { Inngest } from "inngest";
import { sendNotice } from "@/lib/notices/send-notice";
import { stepCtx } from "../runtime-clock";

/** Mails one notice. */
export const sendNoticeByMail = (inngest: Inngest.Any) =>
  inngest.createFunction({ id: "send-notice", retries: 20, triggers: [{ event: "notice/due" }] }, ({ event, step }) =>
    step.run("send", () => sendNotice(stepCtx("send-notice"), { noticeId: event.data.noticeId })),
  );
