import type { Metadata, Route } from "next";
import Link from "next/link";
import { redirect } from "next/navigation";
import { returnPath } from "@/app/_lib/return-path";
import { currentSession } from "@/app/_lib/session";
import { Door } from "../sign-in/door";
import { SignUpForm } from "./sign-up-form";

export const metadata: Metadata = { title: "Create an account" };

export default async function SignUpPage({ searchParams }: { searchParams: Promise<Record<string, unknown>> }) {
  const asked = (await searchParams).next;
  const session = await currentSession();
  if (session) redirect(returnPath(asked, session.actor.kind === "admin" ? "/admin" : "/domains") as Route);
  const next = returnPath(asked, "");
  return (
    <Door
      title="Create an account"
      intro={
        next.startsWith("/checkout")
          ? "Your cart comes with you. An account costs nothing."
          : "It costs nothing; names do."
      }
    >
      <SignUpForm next={next} />
      <p className="mt-6 text-ink-2">
        You have one already?{" "}
        <Link
          className="link text-ink"
          href={(next ? `/sign-in?next=${encodeURIComponent(next)}` : "/sign-in") as Route}
        >
          Sign in
        </Link>
      </p>
    </Door>
  );
}
