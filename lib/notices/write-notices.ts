import { and, eq, inArray, sql } from "drizzle-orm";
import { noticePreferences, notices, users } from "@/db/schema";
import type { Tx } from "@/db/transaction";
import type { Ctx } from "@/lib/kernel/context";
import { appUrl } from "@/lib/kernel/env";
import { newId } from "@/lib/kernel/ids";
import { type NoticeKind, refusableTopicOf } from "./kinds";
import { unsubscribeAddress } from "./unsubscribe-address";

export type Notice = {
  /** What it is about, and whether a person may refuse it, is in lib/notices/kinds.ts. */
  kind: NoticeKind;
  merchantId: string | null;
  domainId?: string | null;
  recipient: string;
  subject: string;
  /** Plain text as mailText makes it. */
  body: string;
  /** Invoices and credit notes to attach as PDF (AN-19). */
  invoiceIds?: string[];
  /** The window that a policy sets. */
  dueFrom?: Date;
  dueTo?: Date;
  /** The same notice is written once, whatever repeats. */
  onceKey: string;
};

/** Writes many mails in a few statements: none that a person refused, each once. Returns the ids of those that are new. */
export async function writeNotices(tx: Tx, ctx: Ctx, given: readonly Notice[]): Promise<string[]> {
  if (given.length === 0) return [];
  const people = await peopleOf(tx, given);
  const createdAt = ctx.clock.now();
  const rows = given.flatMap((notice) => {
    const topic = refusableTopicOf(notice.kind);
    const person = topic && people.get(notice.recipient.toLowerCase());
    if (!topic || !person) return [{ ...notice, id: newId("notice"), createdAt }];
    if (person.refused.has(topic)) return [];
    const { page } = unsubscribeAddress(person.userId, topic);
    const footer = `Choose which mail you get: ${appUrl()}/settings/notices\nStop mail like this: ${page}`;
    const body = `${notice.body}${notice.body.includes("\n\n-- \n") ? "\n" : "\n\n-- \n"}${footer}`;
    return [{ ...notice, body, id: newId("notice"), createdAt }];
  });
  const written: string[] = [];
  for (let at = 0; at < rows.length; at += 1000) {
    const batch = await tx
      .insert(notices)
      .values(rows.slice(at, at + 1000))
      .onConflictDoNothing({ target: notices.onceKey })
      .returning({ id: notices.id });
    written.push(...batch.map((row) => row.id));
  }
  return written;
}

type Person = { userId: string; refused: Set<string> };

/** Who of the recipients signs in here, and what they do not want. */
async function peopleOf(tx: Tx, given: readonly Notice[]): Promise<Map<string, Person>> {
  const addresses = new Set(
    given.filter(({ kind }) => refusableTopicOf(kind)).map(({ recipient }) => recipient.toLowerCase()),
  );
  if (addresses.size === 0) return new Map();
  const found = await tx
    .select({
      userId: users.id,
      email: sql<string>`lower(${users.email})`,
      refused: sql<string[]>`array_remove(array_agg(${noticePreferences.topic}), null)`,
    })
    .from(users)
    .leftJoin(noticePreferences, and(eq(noticePreferences.userId, users.id), eq(noticePreferences.wanted, false)))
    .where(inArray(sql`lower(${users.email})`, [...addresses]))
    .groupBy(users.id);
  return new Map(found.map(({ userId, email, refused }) => [email, { userId, refused: new Set(refused) }]));
}
