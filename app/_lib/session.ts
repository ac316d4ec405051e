import "server-only";
import type { Route } from "next";
import { headers } from "next/headers";
import { notFound, redirect } from "next/navigation";
import { cache } from "react";
import type { LiveSession } from "@/lib/identity/read-session";
import type { Ctx } from "@/lib/kernel/context";
import { type Caller, callerOf } from "./caller";
import { pathHeader } from "./path-header";
import { returnPath } from "./return-path";

/** Once a render: every component of a page shares one look at the session and one request id. */
export const currentCaller: () => Promise<Caller> = cache(async () => callerOf(await headers()));

/** For what anybody may see: the actor is a visitor when nobody is signed in. */
export async function currentCtx(): Promise<Ctx> {
  return (await currentCaller()).ctx;
}

/** The signed-in person and session, or null. */
export async function currentSession(): Promise<LiveSession | null> {
  return (await currentCaller()).session;
}

/** For the merchant's rooms. Sends visitors to sign in and back here, and admins to their own rooms. */
export async function requireMemberCtx(): Promise<Ctx> {
  const { ctx } = await currentCaller();
  if (ctx.actor.kind === "user") return ctx;
  if (ctx.actor.kind === "admin") redirect("/admin" as Route);
  return redirect(await signInHref());
}

/** For rooms that belong to a person: members and admins. */
export async function requireUserCtx(): Promise<Ctx & { session: LiveSession }> {
  const { ctx, session } = await currentCaller();
  if (session) return { ...ctx, session };
  return redirect(await signInHref());
}

/** For the platform's rooms, which do not exist for anybody else. */
export async function requireAdminCtx(): Promise<Ctx> {
  const { ctx } = await currentCaller();
  if (ctx.actor.kind !== "admin") notFound();
  return ctx;
}

/** Where to sign in so as to come back to the page that is being asked for. */
export async function signInHref(): Promise<Route> {
  const path = returnPath((await headers()).get(pathHeader), "/");
  return (path === "/" ? "/sign-in" : `/sign-in?next=${encodeURIComponent(path)}`) as Route;
}
