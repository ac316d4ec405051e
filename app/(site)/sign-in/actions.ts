"use server";

import type { Route } from "next";
import { redirect } from "next/navigation";
import { z } from "zod";
import { action } from "@/app/_lib/action";
import { returnPath } from "@/app/_lib/return-path";
import { signInBrowser } from "@/app/_lib/sign-in-browser";
import { signIn } from "@/lib/identity/sign-in";

const input = z.object({
  email: z.string({ error: "Enter your e-mail address." }).trim().min(1, "Enter your e-mail address."),
  password: z.string({ error: "Enter your password." }).min(1, "Enter your password."),
  next: z.string().optional(),
});

export const signInAction = action({ input, limit: "identity" }, async (ctx, { next, ...credentials }, { device }) => {
  const made = await signIn(ctx, credentials, device);
  await signInBrowser(ctx, made);
  redirect(returnPath(next, made.identity.admin ? "/admin" : "/domains") as Route);
});
