"use server";

import { redirect } from "next/navigation";
import { z } from "zod";
import { revokeSession } from "@/lib/identity/revoke-session";
import { action } from "./action";
import { signOutBrowser } from "./sign-in-browser";

/** Ends this browser's session, here and on the server. For a button in any frame; harmless when nobody is signed in. */
export const signOutAction = action({ input: z.unknown() }, async (ctx, _, { session }) => {
  if (session) await revokeSession(ctx, { sessionId: session.sessionId });
  await signOutBrowser();
  redirect("/");
});
