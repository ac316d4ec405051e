import { and, eq } from "drizzle-orm";
import { bookDifferences } from "@/db/schema";
import { inTransaction } from "@/db/transaction";
import { audit } from "@/lib/identity/audit";
import { type Ctx, requirePlatform } from "@/lib/kernel/context";
import { AppError } from "@/lib/kernel/errors";

/** Closes a difference with a person's words and without an entry: the books stay as they are. */
export async function explainDifference(ctx: Ctx, input: { id: string; note: string }): Promise<void> {
  requirePlatform(ctx);
  const note = input.note.trim();
  if (note.length < 3 || note.length > 500)
    throw new AppError("invalid", "Say in a sentence why this is right as it is. Nothing was changed.", {
      fields: { note: "Between 3 and 500 characters." },
    });
  await inTransaction("explain-difference", async (tx) => {
    const [closed] = await tx
      .update(bookDifferences)
      .set({
        state: "explained",
        note,
        closedBy: "userId" in ctx.actor ? ctx.actor.userId : ctx.actor.kind,
        closedAt: ctx.clock.now(),
      })
      .where(and(eq(bookDifferences.id, input.id), eq(bookDifferences.state, "open")))
      .returning({ id: bookDifferences.id, key: bookDifferences.key });
    if (!closed)
      throw new AppError("conflict", "This difference was closed before. Nothing was changed. Reload the page.");
    await audit(tx, ctx, {
      action: "books.explained",
      subject: { kind: "book_difference", id: closed.id },
      after: { key: closed.key, note },
    });
  });
}
