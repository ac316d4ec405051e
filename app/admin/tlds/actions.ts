"use server";

import { refresh } from "next/cache";
import { z } from "zod";
import { action } from "@/app/_lib/action";
import { requireAdmin } from "@/lib/kernel/context";
import { AppError } from "@/lib/kernel/errors";
import { importActivePrices } from "@/lib/tlds/import-active-prices";
import { type PriceAction, priceActions } from "@/lib/tlds/price";
import { findTld } from "@/lib/tlds/queries";
import { setTldPrice } from "@/lib/tlds/set-tld-price";
import { updateTld } from "@/lib/tlds/update-tld";
import { readAmount } from "../read-amount";
import { rulesSchema } from "./rules-schema";

const tld = z.string().min(1).max(253);

/** One price of one ending, by hand; an empty field gives it back to the markup. The other prices stay as they are. */
export const setPrice = action(
  { input: z.object({ tld, action: z.enum(priceActions), amount: z.string().max(40) }) },
  async (ctx, input) => {
    requireAdmin(ctx);
    const entry = await findTld(input.tld, { clock: ctx.clock });
    if (!entry) throw new AppError("not_found", "This ending is not in the catalogue. Nothing was saved.");
    const amountMinor = input.amount.trim() === "" ? null : readAmount(input.amount, entry.currency);
    if (amountMinor === undefined) {
      throw new AppError("invalid", "That is not a price. Nothing was saved.", {
        fields: { amount: `Write an amount in ${entry.currency}, such as 12.99.` },
      });
    }
    // A price by hand in another currency is not in force, so it is not carried into this one.
    const inForce = entry.override?.currency === entry.currency ? entry.override : null;
    const kept = (each: PriceAction) => inForce?.[each] ?? null;
    const prices = Object.fromEntries(
      priceActions.map((each) => [each, each === input.action ? amountMinor : kept(each)]),
    );
    await setTldPrice(ctx, { tld: input.tld, ...prices });
    refresh();
    return { message: amountMinor === null ? "Back to the markup." : "Saved. Quotes already given keep their price." };
  },
);

export const sell = action({ input: z.object({ tld, sold: z.enum(["true", "false"]) }) }, async (ctx, input) => {
  await updateTld(ctx, { tld: input.tld, sold: input.sold === "true" });
  refresh();
  return { message: input.sold === "true" ? `.${input.tld} is sold.` : `.${input.tld} is no longer sold.` };
});

export const saveRules = action({ input: rulesSchema }, async (ctx, input) => {
  await updateTld(ctx, input);
  refresh();
  return { message: `Saved the rules of .${input.tld}.` };
});

export const importPriceLists = action({ input: z.unknown() }, async (ctx) => {
  requireAdmin(ctx);
  const imports = await importActivePrices(ctx);
  refresh();
  return imports;
});
