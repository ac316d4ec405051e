import type { Metadata } from "next";
import { readCartToken } from "@/app/_lib/cart-cookie";
import { currentCtx } from "@/app/_lib/session";
import { CartProvider } from "@/components/cart/cart-context";
import { CartPage } from "@/components/cart/cart-page";
import { PageHead } from "@/components/ui/page-head";
import { getCart } from "@/lib/orders/get-cart";
import { cartActions } from "./cart-actions";

export const metadata: Metadata = { title: "Your cart" };

export default async function Cart() {
  const ctx = await currentCtx();
  const cart = await getCart(ctx, { cartToken: await readCartToken() });
  return (
    <>
      <PageHead title="Your cart" />
      <CartProvider initial={cart} actions={cartActions}>
        <CartPage now={ctx.clock.now().toISOString()} />
      </CartProvider>
    </>
  );
}
