import { eq } from "drizzle-orm";
import { db } from "@/db/client";
import { users } from "@/db/schema";
import { inTransaction } from "@/db/transaction";
import { audit } from "@/lib/identity/audit";
import type { Ctx } from "@/lib/kernel/context";
import { notFound } from "@/lib/kernel/errors";
import { setPreferences } from "./set-preferences";
import { readUnsubscribeToken } from "./unsubscribe-address";
import { noticeTopics } from "./views";

/** What the link of a mail stops; nobody needs to be signed in. Throws not_found for a link that we did not make. */
export async function unsubscribeOffer(token: string): Promise<{ title: string; about: string; lost: string }> {
  const { topic } = await knownToken(token);
  const { title, about, lost } = noticeTopics.find((each) => each.topic === topic)!;
  return { title, about, lost };
}

/** Stops mail of the link's topic for the link's person, once or again. */
export async function unsubscribe(ctx: Ctx, { token }: { token: string }): Promise<{ title: string }> {
  const { userId, topic } = await knownToken(token);
  await inTransaction("unsubscribe", async (tx) => {
    await setPreferences(tx, ctx, userId, [{ topic, wanted: false }]);
    await audit(tx, ctx, {
      action: "notices.unsubscribed",
      subject: { kind: "user", id: userId },
      after: { topic },
    });
  });
  return { title: noticeTopics.find((each) => each.topic === topic)!.title };
}

async function knownToken(token: string) {
  const read = readUnsubscribeToken(token);
  const [user] = read ? await db().select({ id: users.id }).from(users).where(eq(users.id, read.userId)) : [];
  if (!read || !user) throw notFound("link");
  return read;
}
