import { z } from "zod";
import { parseDomainName } from "@/lib/kernel/domain-name";
import { orderTransfer } from "@/lib/orders/order-transfer";
import { orderView } from "@/lib/orders/order-view";
import { authCodeSchema } from "@/lib/transfers/auth-code";
import { endpoint } from "../endpoint";
import { transferResource } from "../resources";
import { toTransfer } from "../to-transfer";

const domainName = z
  .string()
  .max(300)
  .superRefine((typed, issues) => {
    const name = parseDomainName(typed);
    if (!name.ok) issues.addIssue({ code: "custom", message: name.message });
  });

export const createTransferEndpoint = endpoint({
  id: "createTransfer",
  method: "POST",
  path: "/transfers",
  tag: "Transfers",
  summary: "Move a domain here",
  description:
    "Makes the order and a page at which a person pays: pay_url. The money is taken when the registry has accepted the request, and all of it goes back if the transfer fails. A year is added. The code is kept sealed until the transfer ends, and never shown again.",
  scope: "domains:buy",
  body: z.strictObject({
    domain: domainName.describe("Registered elsewhere, unlocked, and older than 60 days."),
    auth_code: authCodeSchema
      .nullable()
      .default(null)
      .describe("From your present registrar; a few endings have none."),
    contact_id: z.string().min(1).max(80).describe("Who it is registered for, from your contacts."),
    privacy: z.boolean().default(true),
    auto_renew: z.boolean().default(true),
  }),
  example: { domain: "example.com", auth_code: "8kP-2xQ!w9", contact_id: "con_01jz3k8v2hf4x9t6m5r7q0w1e2" },
  responses: { 201: { description: "Ordered; it waits for payment.", body: transferResource } },
  errors: ["provider_failed"],
  handler: async (ctx, { body }) => {
    const { orderId } = await orderTransfer(ctx, {
      name: body.domain,
      authCode: body.auth_code,
      contactId: body.contact_id,
      privacy: body.privacy,
      autoRenew: body.auto_renew,
    });
    return { status: 201, body: toTransfer(await orderView(ctx, orderId)), location: `/transfers/${orderId}` };
  },
});
