import type { Metadata, Route } from "next";
import { ButtonLink } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import { PageHead } from "@/components/ui/page-head";
import { AppError } from "@/lib/kernel/errors";
import { unsubscribeOffer } from "@/lib/notices/unsubscribe";
import { UnsubscribeForm } from "./unsubscribe-form";

export const metadata: Metadata = { title: "Stop mail", robots: { index: false }, referrer: "no-referrer" };

/** Where the link at the foot of a mail leads. Opening it changes nothing: mail programs look at links by themselves. */
export default async function UnsubscribePage({ searchParams }: { searchParams: Promise<{ token?: unknown }> }) {
  const { token: given } = await searchParams;
  const token = typeof given === "string" ? given : "";
  const offer = await unsubscribeOffer(token).catch((error) => {
    if (error instanceof AppError) return null;
    throw error;
  });
  return (
    <div className="mx-auto max-w-xl py-8">
      <PageHead title="Stop mail" />
      {offer ? (
        <UnsubscribeForm token={token} offer={offer} />
      ) : (
        <Notice
          tone="attention"
          title="This link is not one of ours, or it was cut short"
          action={<ButtonLink href={"/settings/notices" as Route}>Choose your mail</ButtonLink>}
        >
          Nothing was changed. Open the whole link from the mail, or sign in and choose which mail you want.
        </Notice>
      )}
    </div>
  );
}
