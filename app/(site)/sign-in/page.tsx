import type { Metadata, Route } from "next";
import Link from "next/link";
import { redirect } from "next/navigation";
import { returnPath } from "@/app/_lib/return-path";
import { currentSession } from "@/app/_lib/session";
import { Door } from "./door";
import { SignInForm } from "./sign-in-form";

export const metadata: Metadata = { title: "Sign in" };

export default async function SignInPage({ searchParams }: { searchParams: Promise<Record<string, unknown>> }) {
  const asked = (await searchParams).next;
  const session = await currentSession();
  if (session) redirect(returnPath(asked, session.actor.kind === "admin" ? "/admin" : "/domains") as Route);
  const next = returnPath(asked, "");
  return (
    <Door
      title="Sign in"
      intro={next.startsWith("/checkout") ? "Your cart comes with you." : "To your names, orders and settings."}
    >
      <SignInForm next={next} />
      <p className="mt-6 text-ink-2">
        New here?{" "}
        <Link
          className="link text-ink"
          href={(next ? `/sign-up?next=${encodeURIComponent(next)}` : "/sign-up") as Route}
        >
          Create an account
        </Link>
      </p>
    </Door>
  );
}
