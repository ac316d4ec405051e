import type { OrderItem } from "../rows";
import type { Errand } from "./errand";
import { registerName } from "./register-name";
import { renewName } from "./renew-name";
import { restoreName } from "./restore-name";
import { transferName } from "./transfer-name";

const errands: Record<OrderItem["kind"], Errand> = {
  register: registerName,
  renew: renewName,
  transfer: transferName,
  restore: restoreName,
};

export const errandOf = (item: Pick<OrderItem, "kind">): Errand => errands[item.kind];
