import type { Metadata, Route } from "next";
import Link from "next/link";
import { requireMemberCtx } from "@/app/_lib/session";
import { ActionButton } from "@/components/admin/action-button";
import { RenewForm } from "@/components/renewals/renew-form";
import { Card } from "@/components/ui/card";
import { formatDay } from "@/components/ui/format-moment";
import { Name } from "@/components/ui/name";
import { Notice } from "@/components/ui/notice";
import { PageHead } from "@/components/ui/page-head";
import { domainView } from "@/lib/domains/domain-view";
import { displayName } from "@/lib/kernel/display-name";
import { AppError } from "@/lib/kernel/errors";
import { formatMoney } from "@/lib/kernel/money";
import { type RenewalQuote, renewalQuote } from "@/lib/renewals/renewal-quote";
import { orNotFound } from "../../or-not-found";
import { keepOrLetGo, renewOne } from "../actions";

export const metadata: Metadata = { title: "Renew a name" };

export default async function RenewPage({ params }: { params: Promise<{ domainId: string }> }) {
  const ctx = await requireMemberCtx();
  const { domainId } = await params;
  const domain = await orNotFound(domainView(ctx, domainId));
  const writes = ctx.actor.kind === "user" && ctx.actor.role !== "read_only";
  const quote = writes ? await quoteOrReason(renewalQuote(ctx, { domainId })) : "Your role may look but not renew.";
  const shown = displayName(domain.nameAscii);
  return (
    <>
      <PageHead
        above={
          <Link href={"/renewals" as Route} className="link">
            Renewals
          </Link>
        }
        title={
          <>
            Renew <Name ascii={domain.nameAscii} size="xl" aLabel={false} />
          </>
        }
      >
        {domain.headline}
      </PageHead>
      {typeof quote === "string" ? (
        <Notice tone="attention">{quote}</Notice>
      ) : (
        <div className="grid max-w-4xl gap-6 lg:grid-cols-2 lg:items-start">
          <Card title={quote.phase === "redemption" ? "Restore it" : "Renew it now"}>
            <Phase quote={quote} />
            {quote.terms.length === 0 ? (
              <p className="text-ink-2">
                It is paid for as far ahead as its registry allows: ten years. Nothing can be added today.
              </p>
            ) : (
              <RenewForm quote={quote} action={renewOne} />
            )}
          </Card>
          {quote.phase !== "redemption" && (
            <Card title={domain.autoRenew ? "It renews by itself" : "It will end"}>
              <p className="mb-4 max-w-prose text-ink-2">
                {domain.autoRenew
                  ? `We invoice it in time and take the money from your saved card. If you let it expire, nothing more is charged: it ends on ${formatDay(quote.expiresAt)}, and until then one click keeps it. What leads to it stops that day.`
                  : `Nothing is charged for ${shown}. On ${formatDay(quote.expiresAt)} its site and mail stop, and afterwards anybody may have it. Until then you can keep it at the usual price.`}
              </p>
              <ActionButton
                action={keepOrLetGo}
                fields={{ domainId, on: domain.autoRenew ? "no" : "yes" }}
                look="secondary"
                size="md"
              >
                {domain.autoRenew ? `Let ${shown} expire` : `Keep ${shown}`}
              </ActionButton>
            </Card>
          )}
        </div>
      )}
    </>
  );
}

/** What the price of the phase is made of, before anything is paid. */
function Phase({ quote }: { quote: RenewalQuote }) {
  if (quote.phase === "active") return null;
  const until = quote.phaseEndsAt ? ` until ${formatDay(quote.phaseEndsAt)}` : "";
  return (
    <div className="mb-4">
      <Notice tone="danger" title={`It expired on ${formatDay(quote.expiresAt)}`}>
        {quote.phase === "grace"
          ? `It can be renewed${until}.${quote.lateFeeMinor > 0 ? ` The price has a late fee of ${formatMoney(quote.lateFeeMinor, quote.currency)} in it.` : ""} After that its registry asks for a restore, which costs more.`
          : `Its registry has deleted it and gives it back${until}. The price has one year in it, and ${formatMoney(quote.restoreFeeMinor, quote.currency)} for the restore. If the registry refuses, you are not charged.`}
      </Notice>
    </div>
  );
}

async function quoteOrReason(quote: Promise<RenewalQuote>): Promise<RenewalQuote | string> {
  try {
    return await quote;
  } catch (error) {
    if (error instanceof AppError && (error.code === "conflict" || error.code === "forbidden")) return error.message;
    throw error;
  }
}
