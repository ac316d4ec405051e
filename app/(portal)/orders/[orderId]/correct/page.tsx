import type { Metadata, Route } from "next";
import { redirect } from "next/navigation";
import { requireMemberCtx } from "@/app/_lib/session";
import { ContactForm } from "@/components/contacts/contact-form";
import { Notice } from "@/components/ui/notice";
import { PageHead } from "@/components/ui/page-head";
import { orderRegistrant } from "@/lib/orders/order-registrant";
import { orderView } from "@/lib/orders/order-view";
import { askShape } from "../../../contacts/actions";
import { contactValues } from "../../../contacts/contact-values";
import { countryChoices } from "../../../contacts/country-choices";
import { shapeOf } from "../../../contacts/shape-of";
import { orNotFound } from "../../../or-not-found";
import { correct } from "../../actions";

export const metadata: Metadata = { title: "Correct the registrant" };

export default async function CorrectPage({ params }: { params: Promise<{ orderId: string }> }) {
  const ctx = await requireMemberCtx();
  const { orderId } = await params;
  const order = await orNotFound(orderView(ctx, orderId));
  const waiting = order.items.filter((item) => item.failure?.field && item.state === "registering");
  const back = `/orders/${orderId}` as Route;
  if (waiting.length === 0) redirect(back);
  const contact = await orderRegistrant(ctx, orderId);
  const tlds = [...new Set(waiting.map((item) => item.tld))];
  return (
    <>
      <PageHead title="Correct and try again">
        Within the same hold: your money stays held, and nothing is held twice.
      </PageHead>
      <div className="mb-6 max-w-2xl space-y-3">
        {waiting.map((item) => (
          <Notice key={item.id} tone="attention">
            {item.failure?.message}
          </Notice>
        ))}
      </div>
      <ContactForm
        values={contactValues(contact)}
        hidden={{ orderId }}
        countries={countryChoices}
        tlds={tlds}
        shape={shapeOf({ ...contact, tlds })}
        askShape={askShape}
        action={correct}
        submit="Try again with these details"
        saved="The registry is asked again."
        backHref={back}
      />
    </>
  );
}
