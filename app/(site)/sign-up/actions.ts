"use server";

import type { Route } from "next";
import { redirect } from "next/navigation";
import { z } from "zod";
import { action } from "@/app/_lib/action";
import { returnPath } from "@/app/_lib/return-path";
import { signInBrowser } from "@/app/_lib/sign-in-browser";
import { signUp, signUpSchema } from "@/lib/identity/sign-up";

const input = signUpSchema.and(z.object({ next: z.string().optional() }));

export const signUpAction = action({ input, limit: "identity" }, async (ctx, { next, ...wanted }, { device }) => {
  const made = await signUp(ctx, wanted, device);
  await signInBrowser(ctx, made);
  redirect(returnPath(next, made.identity.admin ? "/admin" : "/domains") as Route);
});
