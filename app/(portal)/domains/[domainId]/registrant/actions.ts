"use server";

import type { Route } from "next";
import { redirect } from "next/navigation";
import { z } from "zod";
import { action } from "@/app/_lib/action";
import { changeRegistrant } from "@/lib/domains/change-registrant";

const input = z.object({
  domainId: z.string().max(60),
  contactId: z.string().max(60),
  /** The day that was shown; empty where the change locks nothing. */
  freeFrom: z.string().max(40),
});

export const giveToRegistrant = action({ input }, async (ctx, { freeFrom, ...given }) => {
  await changeRegistrant(ctx, { ...given, freeFrom: freeFrom || null });
  redirect(`/domains/${given.domainId}/activity` as Route);
});
