import { z } from "zod";
import { inTransaction } from "@/db/transaction";
import { audit } from "@/lib/identity/audit";
import { parseInput } from "@/lib/identity/parse-input";
import { requireUser } from "@/lib/identity/require-user";
import type { Ctx } from "@/lib/kernel/context";
import { setPreferences } from "./set-preferences";
import { refusableTopics } from "./views";

/** The topics that are wanted, as the boxes of a form send them: none, one or many. What is not named is refused. */
export const preferencesSchema = z.object({
  wanted: z
    .preprocess((value) => (value === undefined ? [] : [value].flat()), z.array(z.enum(refusableTopics)).max(20))
    .default([]),
});

/** Saves what mail the acting person wants. */
export async function savePreferences(ctx: Ctx, input: z.input<typeof preferencesSchema>): Promise<void> {
  const userId = requireUser(ctx);
  const { wanted } = parseInput(preferencesSchema, input);
  const choices = refusableTopics.map((topic) => ({ topic, wanted: wanted.includes(topic) }));
  await inTransaction("save-preferences", async (tx) => {
    await setPreferences(tx, ctx, userId, choices);
    await audit(tx, ctx, { action: "notices.chosen", subject: { kind: "user", id: userId }, after: { wanted } });
  });
}
