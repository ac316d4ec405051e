import { z } from "zod";
import { tldGroups } from "@/lib/tlds/catalogue-data";

const whole = (least: number, most: number) =>
  z
    .string()
    .trim()
    .regex(/^\d{1,3}$/, `A whole number from ${least} to ${most}.`)
    .transform(Number)
    .pipe(z.number().min(least, `At least ${least}.`).max(most, `At most ${most}.`));
const ticked = z
  .literal("on")
  .optional()
  .transform((value) => value === "on");

/** The rules form of one ending, as lib/tlds/update-tld takes it. */
export const rulesSchema = z.object({
  tld: z.string().min(1).max(253),
  group: z.enum(tldGroups),
  minYears: whole(1, 10),
  maxYears: whole(1, 10),
  graceDays: whole(0, 365),
  redemptionDays: whole(0, 365),
  lockDays: whole(0, 365),
  privacy: ticked,
  idn: ticked,
  authCodeRequired: ticked,
  httpsOnly: ticked,
  restriction: z
    .string()
    .trim()
    .max(200, "At most 200 characters.")
    .transform((text) => text || null),
  routedAccountId: z
    .string()
    .max(100)
    .transform((id) => id || null),
});
