import type { Metadata } from "next";
import { requireMemberCtx } from "@/app/_lib/session";
import { isOrderMoving } from "@/components/orders/is-order-moving";
import { OrderLive } from "@/components/orders/order-live";
import { OrderScreen } from "@/components/orders/order-screen";
import { orderView } from "@/lib/orders/order-view";
import { returnFromPayment } from "@/lib/orders/return-from-payment";
import type { OrderView } from "@/lib/orders/views";
import { orNotFound } from "../../or-not-found";
import { giveAnotherCode, sendMailAgain } from "../../transfers/actions";
import { cancel, retryStep } from "../actions";

export const metadata: Metadata = { title: "Order" };

/** Nothing moves any more and nothing is left to do: the page needs no stream and no scripts of its own. */
function isSettled(order: OrderView): boolean {
  const canRetry = order.items.some((item) => item.steps.some((step) => step.canRetry));
  return !isOrderMoving(order) && !order.canCancel && !canRetry;
}

type Props = {
  params: Promise<{ orderId: string }>;
  searchParams: Promise<{ paid?: string | string[]; back?: string | string[] }>;
};

/** Where the payment page leads back to in every case: paid, given up, or sent away by the bank. */
export default async function OrderPage({ params, searchParams }: Props) {
  const ctx = await requireMemberCtx();
  const { orderId } = await params;
  const { paid, back } = await searchParams;
  const order = await orNotFound(paid || back ? returnFromPayment(ctx, { orderId }) : orderView(ctx, orderId));
  const now = ctx.clock.now().toISOString();
  if (isSettled(order)) return <OrderScreen order={order} now={now} settled />;
  return (
    <OrderLive
      initial={order}
      now={now}
      actions={{ cancel, retrySetup: retryStep, giveCode: giveAnotherCode, sendMailAgain }}
    />
  );
}
