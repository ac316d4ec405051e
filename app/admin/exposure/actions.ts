"use server";

import { refresh } from "next/cache";
import { z } from "zod";
import { action } from "@/app/_lib/action";

import { formatMoney } from "@/lib/kernel/money";
import { renewalPolicies, setRenewalPolicy } from "@/lib/renewals/set-renewal-policy";
import { switchDayOff } from "@/lib/renewals/switch-day-off";
import { saveSettings } from "@/lib/settings/save-settings";

const day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/, "That is not a day.");

export const switchOff = action(
  { input: z.object({ day, domainId: z.string().max(80).optional() }) },
  async (ctx, { day, domainId }) => {
    const { switchedOff, failed, savedMinor, currency } = await switchDayOff(ctx, {
      day,
      ...(domainId ? { domainId } : {}),
    });
    refresh();
    const names = `${switchedOff} ${switchedOff === 1 ? "name" : "names"}`;
    return failed > 0
      ? {
          message: `${names} switched off, ${failed} not yet: their registrar did not obey. It is tried again each hour.`,
          tone: "danger" as const,
        }
      : { message: `${names} switched off. ${formatMoney(savedMinor, currency)} is not taken.` };
  },
);

export const saveWindow = action(
  { input: z.object({ graceWindowDays: z.coerce.number().int().min(0).max(30) }) },
  async (ctx, input) => {
    await saveSettings(ctx, input);
    refresh();
    return { message: `Saved. The next hour works by ${input.graceWindowDays} days.` };
  },
);

export const savePolicy = action(
  { input: z.object({ accountId: z.string().max(80), policy: z.enum(renewalPolicies) }) },
  async (ctx, input) => {
    await setRenewalPolicy(ctx, input);
    refresh();
    return { message: "Saved. Names follow within the hour." };
  },
);
