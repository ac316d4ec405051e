import type { Tx } from "@/db/transaction";
import { ownerOf } from "@/lib/identity/owner-of";
import { DAY, later } from "@/lib/kernel/clock";
import type { Ctx } from "@/lib/kernel/context";
import { displayName } from "@/lib/kernel/display-name";
import { appUrl } from "@/lib/kernel/env";
import { writeNotice } from "@/lib/notices/write-notice";
import { dayWords, objectionDays, type TransferStage } from "./stages";

/** Tells the merchant that a transfer has come a stage further, and what is awaited now (PE-32). Once a stage. */
export async function mailStage(
  tx: Tx,
  ctx: Ctx,
  at: { orderId: string; itemId: string; merchantId: string; nameAscii: string; stage: TransferStage },
): Promise<void> {
  const owner = await ownerOf(tx, at.merchantId);
  if (!owner) return;
  const name = displayName(at.nameAscii);
  await writeNotice(tx, ctx, {
    kind: `transfer_${at.stage}`,
    merchantId: at.merchantId,
    recipient: owner.email,
    subject: subjects[at.stage](name),
    body: [
      `Hello ${owner.name},`,
      sentences[at.stage](name, dayWords(later(ctx.clock.now(), objectionDays * DAY))),
      "It is paid. Should it not come, all of it is given back.",
      `Where it stands: ${appUrl()}/orders/${at.orderId}`,
    ].join("\n\n"),
    onceKey: `${at.itemId}:stage:${at.stage}`,
  });
}

const subjects: Record<TransferStage, (name: string) => string> = {
  submitted: (name) => `${name} is on its way`,
  owner: (name) => `${name}: one mail to answer`,
  registry: (name) => `${name}: now the other registrar has its days`,
};

const sentences: Record<TransferStage, (name: string, until: string) => string> = {
  submitted: (name) => `The registry was asked to move ${name} here, and is checking the code and the lock.`,
  owner: (name) =>
    `The owner of ${name} gets a mail with a link at the address known to the present registrar. Whoever reads it has to click it, or ${name} stays where it is. The link dies after some days; it can be sent again from the order.`,
  registry: (name, until) =>
    `The owner has agreed. The present registrar of ${name} may object until ${until}; if it says nothing, the name is yours here after that. Your site and mail are not touched.`,
};
