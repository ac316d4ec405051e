import type { CheckedContact } from "@/lib/contacts/check-contact";
import type { Ctx } from "@/lib/kernel/context";
import { registrantOf, visibleOrder } from "./rows";

/** Who an order's names are being registered to, with corrections made since it was placed. */
export async function orderRegistrant(ctx: Ctx, orderId: string): Promise<CheckedContact> {
  return registrantOf(await visibleOrder(ctx, orderId)).contact;
}
