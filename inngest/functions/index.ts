import type { Inngest } from "inngest";
import { chargeInvoiceByCard } from "./charge-invoice";
import { dunning } from "./dunning";
import { fulfilItem } from "./fulfil-item";
import { importPricesDaily } from "./import-prices";
import { lookAtPaymentEvent } from "./look-at-payment";
import { matchBooksNightly } from "./match-books";
import { noticesHourly } from "./notices";
import { reconcile } from "./reconcile";
import { renewals } from "./renewals";
import { sendNoticeByMail } from "./send-notice";
import { setUpDomainSteps } from "./set-up-domain";
import { settleOrder } from "./settle-order";
import { settleRefundSteps } from "./settle-refund";
import { syncAccountsDaily } from "./sync-accounts";

/** Every durable story of the product, bound to a client: the embedded engine's or a server's. */
export const functionsOf = (inngest: Inngest.Any) => [
  fulfilItem(inngest),
  settleOrder(inngest),
  chargeInvoiceByCard(inngest),
  settleRefundSteps(inngest),
  setUpDomainSteps(inngest),
  lookAtPaymentEvent(inngest),
  sendNoticeByMail(inngest),
  noticesHourly(inngest),
  renewals(inngest),
  dunning(inngest),
  reconcile(inngest),
  importPricesDaily(inngest),
  matchBooksNightly(inngest),
  syncAccountsDaily(inngest),
];
