import { and, desc, eq, ilike, or, type SQL, sql } from "drizzle-orm";
import { db } from "@/db/client";
import { notices } from "@/db/schema";
import { type Ctx, requireAdmin } from "@/lib/kernel/context";
import type { Page } from "@/lib/orders/views";
import type { NoticeRow, NoticeState } from "./views";

export type MailFilter = {
  state?: NoticeState | undefined;
  kind?: string | undefined;
  /** Part of a recipient's address or of a subject. */
  query?: string | undefined;
  after?: string | undefined;
  limit?: number | undefined;
};

/** How a mail fared, out of its row: coming back counts more than having left. */
export const stateOf = sql<NoticeState>`case when ${notices.bouncedAt} is not null then 'bounced'
  when ${notices.deliveredAt} is not null then 'delivered' when ${notices.sentAt} is null then 'unsent'
  when ${notices.messageId} is null then 'kept' else 'sent' end`;

/** Mail that was written, newest first, a page at a time; `after` is the last id of the page before. */
export async function listMail(ctx: Ctx, filter: MailFilter = {}): Promise<Page<NoticeRow>> {
  requireAdmin(ctx);
  const limit = Math.min(Math.max(filter.limit ?? 30, 1), 100);
  const wanted = and(...wishes(filter));
  const older = filter.after
    ? sql`(${notices.createdAt}, ${notices.id}) < (select n.created_at, n.id from notices n where n.id = ${filter.after})`
    : undefined;
  const [rows, [count]] = await Promise.all([
    db()
      .select({
        id: notices.id,
        kind: notices.kind,
        recipient: notices.recipient,
        subject: notices.subject,
        state: stateOf,
        createdAt: notices.createdAt,
        sentAt: notices.sentAt,
      })
      .from(notices)
      .where(and(wanted, older))
      .orderBy(desc(notices.createdAt), desc(notices.id))
      .limit(limit + 1),
    db().select({ total: sql<number>`count(*)::int` }).from(notices).where(wanted),
  ]);
  const page = rows.slice(0, limit).map(({ createdAt, sentAt, ...row }) => ({
    ...row,
    createdAt: createdAt.toISOString(),
    sentAt: sentAt?.toISOString() ?? null,
  }));
  return { rows: page, next: rows.length > limit ? (page.at(-1)?.id ?? null) : null, total: count?.total ?? 0 };
}

function wishes({ state, kind, query }: MailFilter): (SQL | undefined)[] {
  const pattern = query ? `%${query.replace(/[\\%_]/g, "\\$&")}%` : null;
  return [
    state ? eq(stateOf, state) : undefined,
    kind ? eq(notices.kind, kind) : undefined,
    pattern ? or(ilike(notices.recipient, pattern), ilike(notices.subject, pattern)) : undefined,
  ];
}
