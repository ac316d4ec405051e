import { eq } from "drizzle-orm";
import { db } from "@/db/client";
import { noticePreferences } from "@/db/schema";
import { requireUser } from "@/lib/identity/require-user";
import type { Ctx } from "@/lib/kernel/context";
import { refusableTopics, type TopicChoice } from "./views";

/** What the acting person chose for each topic that can be refused; wanted unless they said otherwise. */
export async function getPreferences(ctx: Ctx): Promise<TopicChoice[]> {
  const userId = requireUser(ctx);
  const rows = await db().select().from(noticePreferences).where(eq(noticePreferences.userId, userId));
  const chosen = new Map(rows.map((row) => [row.topic, row.wanted]));
  return refusableTopics.map((topic) => ({ topic, wanted: chosen.get(topic) ?? true }));
}
