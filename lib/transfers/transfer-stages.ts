import type { orderItems, orders } from "@/db/schema";
import { stageViews } from "./stages";
import { transferEstimate } from "./transfer-estimate";
import { transferFacts } from "./transfer-facts";
import type { StageView } from "./views";

type Item = typeof orderItems.$inferSelect;
type Order = typeof orders.$inferSelect;

/** The stages of one transfer for its order's page, with their dates and by when it should be here. */
export async function transferStages(
  order: Pick<Order, "heldAt">,
  item: Pick<Item, "state" | "stage" | "stageSince" | "endedAt" | "tld">,
  now: Date,
): Promise<StageView[]> {
  return stageViews(transferFacts(order, item, await transferEstimate(item.tld)), now);
}
