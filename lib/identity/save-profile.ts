import { eq } from "drizzle-orm";
import { z } from "zod";
import { merchants, users } from "@/db/schema";
import { inTransaction } from "@/db/transaction";
import type { Ctx } from "@/lib/kernel/context";
import { AppError } from "@/lib/kernel/errors";
import { audit } from "./audit";
import { getProfile, type Profile } from "./get-profile";
import { lineOfText } from "./line-of-text";
import { parseInput } from "./parse-input";
import { requireUser } from "./require-user";

export const profileSchema = z.object({
  name: lineOfText("your name", 100),
  merchantName: lineOfText("a name", 100).optional(),
  country: z
    .union([z.literal(""), z.string().regex(/^[A-Z]{2}$/, "Choose a country.")])
    .transform((value) => value || null)
    .optional(),
});

/** Saves a person's own name and, for an owner, the name and country of their merchant. */
export async function saveProfile(ctx: Ctx, input: z.input<typeof profileSchema>): Promise<Profile> {
  const userId = requireUser(ctx);
  const { name, merchantName, country } = parseInput(profileSchema, input);
  const ofMerchant = {
    ...(merchantName !== undefined && { name: merchantName }),
    ...(country !== undefined && { country }),
  };
  const touchesMerchant = Object.keys(ofMerchant).length > 0;
  if (touchesMerchant && !(ctx.actor.kind === "user" && ctx.actor.role === "owner")) {
    throw new AppError("forbidden", "Only an owner may change the account's name and country. Nothing was saved.");
  }
  const before = await getProfile(ctx);
  await inTransaction("save-profile", async (tx) => {
    await tx.update(users).set({ name }).where(eq(users.id, userId));
    if (touchesMerchant && ctx.merchantId) {
      await tx.update(merchants).set(ofMerchant).where(eq(merchants.id, ctx.merchantId));
    }
    await audit(tx, ctx, {
      action: "profile.saved",
      subject: { kind: "user", id: userId },
      before: { name: before.name, merchant: before.merchant },
      after: { name, merchant: touchesMerchant ? ofMerchant : null },
    });
  });
  return getProfile(ctx);
}
