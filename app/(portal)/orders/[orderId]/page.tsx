import type { Metadata } from "next";
import { requireMemberCtx } from "@/app/_lib/session";
import { OrderLive } from "@/components/orders/order-live";
import { orderView } from "@/lib/orders/order-view";
import { returnFromPayment } from "@/lib/orders/return-from-payment";
import { orNotFound } from "../../or-not-found";
import { cancel, retryStep } from "../actions";

export const metadata: Metadata = { title: "Order" };

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
  return <OrderLive initial={order} now={ctx.clock.now().toISOString()} actions={{ cancel, retrySetup: retryStep }} />;
}
