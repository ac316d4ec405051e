import { eq } from "drizzle-orm";
import { z } from "zod";
import { tlds } from "@/db/schema";
import { inTransaction } from "@/db/transaction";
import { audit } from "@/lib/identity/audit";
import { type Ctx, requireAdmin } from "@/lib/kernel/context";
import { AppError, notFound } from "@/lib/kernel/errors";
import { tldGroups } from "./catalogue-data";
import { parseInput } from "./parse-input";

const days = z.int().min(0).max(365);
const years = z.int().min(1).max(10);

const schema = z
  .strictObject({
    tld: z.string().min(1).max(253),
    sold: z.boolean(),
    group: z.enum(tldGroups),
    position: z.int().min(0).max(1_000_000),
    minYears: years,
    maxYears: years,
    privacy: z.boolean(),
    idn: z.boolean(),
    authCodeRequired: z.boolean(),
    graceDays: days,
    redemptionDays: days,
    lockDays: days,
    httpsOnly: z.boolean(),
    restriction: z.string().trim().max(200).nullable(),
    routedAccountId: z.string().max(100).nullable(),
  })
  .partial()
  .required({ tld: true });

/** Changes rules, flags or the shelf of one TLD. Orders and quotes that exist keep what they were made with. */
export async function updateTld(ctx: Ctx, input: unknown): Promise<void> {
  requireAdmin(ctx);
  const { tld, ...change } = parseInput(schema, input);
  await inTransaction("update-tld", async (tx) => {
    const [before] = await tx.select().from(tlds).where(eq(tlds.tld, tld)).for("update");
    if (!before) throw notFound("TLD");
    const after = { ...before, ...change, updatedAt: ctx.clock.now() };
    if (after.minYears > after.maxYears) {
      throw new AppError("invalid", "The shortest term is longer than the longest. Nothing was saved.", {
        fields: { minYears: `Choose at most ${after.maxYears}.` },
      });
    }
    await tx.update(tlds).set(after).where(eq(tlds.tld, tld));
    await audit(tx, ctx, { action: "tld.updated", subject: { kind: "tld", id: tld }, before, after });
  });
}
