import { sql } from "drizzle-orm";
import { noticePreferences } from "@/db/schema";
import type { Tx } from "@/db/transaction";
import type { Ctx } from "@/lib/kernel/context";
import type { TopicChoice } from "./views";

export async function setPreferences(tx: Tx, ctx: Ctx, userId: string, choices: readonly TopicChoice[]): Promise<void> {
  const updatedAt = ctx.clock.now();
  await tx
    .insert(noticePreferences)
    .values(choices.map((choice) => ({ ...choice, userId, updatedAt })))
    .onConflictDoUpdate({
      target: [noticePreferences.userId, noticePreferences.topic],
      set: { wanted: sql`excluded.wanted`, updatedAt },
    });
}
