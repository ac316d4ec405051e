import { and, desc, ilike, isNull, or, sql } from "drizzle-orm";
import { db } from "@/db/client";
import { notices } from "@/db/schema";
import { type Ctx, requireAdmin } from "@/lib/kernel/context";
import type { Page } from "@/lib/orders/views";

export type NoticeRow = {
  id: string;
  kind: string;
  recipient: string;
  subject: string;
  /** Plain text, as it was sent. */
  body: string;
  createdAt: string;
  sentAt: string | null;
};

export type NoticeFilter = {
  show?: "all" | "unsent" | undefined;
  /** Part of a recipient's address or of a subject. */
  query?: string | undefined;
  after?: string | undefined;
  limit?: number | undefined;
};

/** Mail that was written, newest first, a page at a time; `after` is the last id of the page before. */
export async function listNotices(ctx: Ctx, filter: NoticeFilter = {}): Promise<Page<NoticeRow>> {
  requireAdmin(ctx);
  const limit = Math.min(Math.max(filter.limit ?? 30, 1), 100);
  const pattern = filter.query ? `%${filter.query.replace(/[\\%_]/g, "\\$&")}%` : null;
  const wanted = and(
    filter.show === "unsent" ? isNull(notices.sentAt) : undefined,
    pattern ? or(ilike(notices.recipient, pattern), ilike(notices.subject, pattern)) : undefined,
  );
  const [rows, [count]] = await Promise.all([
    db()
      .select()
      .from(notices)
      .where(
        and(
          wanted,
          filter.after
            ? sql`(${notices.createdAt}, ${notices.id}) < (select n.created_at, n.id from notices n where n.id = ${filter.after})`
            : undefined,
        ),
      )
      .orderBy(desc(notices.createdAt), desc(notices.id))
      .limit(limit + 1),
    db().select({ total: sql<number>`count(*)::int` }).from(notices).where(wanted),
  ]);
  const page = rows.slice(0, limit).map(({ merchantId: _m, onceKey: _o, createdAt, sentAt, ...row }) => ({
    ...row,
    createdAt: createdAt.toISOString(),
    sentAt: sentAt?.toISOString() ?? null,
  }));
  return { rows: page, next: rows.length > limit ? (page.at(-1)?.id ?? null) : null, total: count?.total ?? 0 };
}
