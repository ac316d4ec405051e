import type { Tx } from "@/db/transaction";
import type { OpenAccount } from "@/lib/accounts/open-registrar";
import type { Ctx } from "@/lib/kernel/context";
import type { Registrar, RegistrarDomain, WriteResult, WriteVerb } from "@/lib/providers/registrars/contract";
import type { FailureReason } from "../failure-words";
import type { Order, OrderItem } from "../rows";

export type Preflight =
  | { verdict: "go"; costMinor: number }
  | { verdict: "refuse"; reason: FailureReason; message?: string }
  /** The registrar has done or begun it since this order: a call whose record was lost. Go on from there. */
  | { verdict: "adopt"; ref: string };

/** What the name as our account shows it says of an errand. `not_ours`: somebody else's, or made for something else. */
export type Proof = "done" | "not_yet" | "not_ours";

/**
 * What an item asks of a registrar: to register, renew, transfer or restore a name. The order engine is the same for all
 * (hold, ask once, look before asking again, read back, settle); an errand is what differs.
 */
export type Errand = {
  /** The verb of the operation on record, and what is looked for at the registrar. */
  verb: WriteVerb;
  /** Words of the timeline. */
  facts: { asked: string; accepted: string; unanswered: string; delivered: string; refused: string };
  /** Only reads; repeating it changes nothing. */
  preflight(order: Order, item: OrderItem, registrar: Registrar): Promise<Preflight>;
  /** The one write. Throws ProviderError `ambiguous` where nobody can say whether it happened. */
  ask(ctx: Ctx, order: Order, item: OrderItem, account: OpenAccount): Promise<WriteResult>;
  /** Judges the name as read back from our account (R5). */
  prove(order: Order, item: OrderItem, domain: RegistrarDomain): Proof;
  /** Writes what was delivered, in the transaction that ends the item; returns the domain. Values are the registrar's (CO-37). */
  deliver(tx: Tx, ctx: Ctx, order: Order, item: OrderItem, read: RegistrarDomain): Promise<{ domainId: string }>;
};
