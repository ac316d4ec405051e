import { and, eq, gt, inArray } from "drizzle-orm";
import { db } from "@/db/client";
import { cases, users } from "@/db/schema";
import { inTransaction } from "@/db/transaction";
import { DAY, later } from "@/lib/kernel/clock";
import { type Ctx, requirePlatform } from "@/lib/kernel/context";
import { displayName } from "@/lib/kernel/display-name";
import { appUrl } from "@/lib/kernel/env";
import { openCase } from "@/lib/operations/open-case";
import { dayInWords } from "./days-in-words";
import { erppGaps } from "./erpp-gaps";
import { mailText } from "./mail-text";
import { writeNotice } from "./write-notice";

type Gap = {
  key: string;
  domain_id: string;
  merchant_id: string | null;
  name_ascii: string;
  kind: string;
  expires_at: Date | string;
};

/** Each notice that did not leave in its window becomes a case once, and the admins get at most one mail a day about new ones. */
export async function raiseMissedNotices(ctx: Ctx): Promise<{ missed: number }> {
  requirePlatform(ctx);
  const now = ctx.clock.now();
  const all = (await db().execute(erppGaps(now))) as unknown as Gap[];
  const gaps = await notRaised(all, now);
  if (gaps.length === 0) return { missed: all.length };
  const admins = await db().select().from(users).where(eq(users.admin, true));
  const names = [...new Set(gaps.map((gap) => displayName(gap.name_ascii)))];
  await inTransaction("raise-missed-notices", async (tx) => {
    for (const gap of gaps) {
      await openCase(tx, ctx, {
        kind: "notice_missed",
        subjectId: subjectOf(gap),
        merchantId: gap.merchant_id,
        summary: `The registrant of ${gap.name_ascii} was not written to in time about its expiry. No money is concerned; the registries' rules are.`,
        facts: {
          domainId: gap.domain_id,
          name: gap.name_ascii,
          notice: gap.kind,
          expiresAt: new Date(gap.expires_at).toISOString(),
        },
      });
    }
    for (const admin of admins) {
      await writeNotice(tx, ctx, {
        kind: "notice_missed",
        merchantId: null,
        recipient: admin.email,
        subject: `${names.length === 1 ? `${names[0]}: an expiry notice` : `${names.length} expiry notices`} did not leave in time`,
        body: mailText({
          name: admin.name,
          parts: [
            "The registries' rules ask for a mail to the registrant about a month and a week before a name runs out and within five days after. For these names a window has closed without one:",
            [...names.slice(0, 25), ...(names.length > 25 ? [`and ${names.length - 25} more`] : [])],
            "The usual causes: no address of the registrant, a mail server that was down for days, or a job that did not run. Each name has a case with its facts.",
          ],
          action: { label: "Open the cases", url: `${appUrl()}/admin/operations/cases` },
          why: `Written on ${dayInWords(now)}; at most one a day.`,
        }),
        onceKey: `notice_missed:${admin.id}:${now.toISOString().slice(0, 10)}`,
      });
    }
  });
  return { missed: all.length };
}

const subjectOf = (gap: Gap) => `${gap.domain_id}:${gap.kind}`;

/** Those without a case of their own in this year of the name, open or closed. */
async function notRaised(gaps: Gap[], now: Date): Promise<Gap[]> {
  if (gaps.length === 0) return [];
  const raised = await db()
    .select({ subject: cases.subjectId })
    .from(cases)
    .where(
      and(
        eq(cases.kind, "notice_missed"),
        inArray(cases.subjectId, gaps.map(subjectOf)),
        gt(cases.openedAt, later(now, -200 * DAY)),
      ),
    );
  const known = new Set(raised.map(({ subject }) => subject));
  return gaps.filter((gap) => !known.has(subjectOf(gap)));
}
