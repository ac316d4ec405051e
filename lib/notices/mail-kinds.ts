import { max, sql } from "drizzle-orm";
import { db } from "@/db/client";
import { notices } from "@/db/schema";
import { type Ctx, requireAdmin } from "@/lib/kernel/context";
import { appUrl } from "@/lib/kernel/env";
import { getSettings } from "@/lib/settings/get-settings";
import { noticeKinds } from "./kinds";
import { mailHtml } from "./mail-html";
import { sampleMail } from "./sample-mail";
import { type NoticeTopic, noticeTopics } from "./views";

export type MailKind = {
  kind: string;
  title: string;
  to: string;
  topic: NoticeTopic;
  policy: boolean;
  /** How many were written, and the newest of them. */
  written: number;
  newestId: string | null;
};

/** Every kind of mail there is, by topic, with how often it was written. */
export async function mailKinds(ctx: Ctx): Promise<MailKind[]> {
  requireAdmin(ctx);
  const rows = await db()
    .select({ kind: notices.kind, written: sql<number>`count(*)::int`, newestId: max(notices.id) })
    .from(notices)
    .groupBy(notices.kind);
  const written = new Map(rows.map((row) => [row.kind, row]));
  return noticeTopics.flatMap(({ topic, policy }) =>
    Object.entries(noticeKinds)
      .filter(([, each]) => each.topic === topic)
      .map(([kind, { title, to }]) => {
        const { written: count = 0, newestId = null } = written.get(kind) ?? {};
        return { kind, title, to, topic, policy, written: count, newestId };
      }),
  );
}

/** A kind as it would be written today; null where only a fact can fill it. */
export async function previewMail(
  ctx: Ctx,
  kind: string,
): Promise<{ subject: string; body: string; html: string } | null> {
  requireAdmin(ctx);
  const { platformName, supportEmail } = await getSettings();
  const siteUrl = appUrl();
  const mail = sampleMail(kind, { name: platformName, email: supportEmail, url: siteUrl }, ctx.clock.now());
  return mail && { ...mail, html: mailHtml({ ...mail, platformName, siteUrl }) };
}
