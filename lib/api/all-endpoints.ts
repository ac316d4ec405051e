import type { Endpoint } from "./endpoint";
import { correctTransferCodeEndpoint } from "./endpoints/correct-transfer-code";
import { createTransferEndpoint } from "./endpoints/create-transfer";
import { getDomainEndpoint } from "./endpoints/get-domain";
import { getInvoiceEndpoint } from "./endpoints/get-invoice";
import { getOrderEndpoint } from "./endpoints/get-order";
import { getRenewalPricesEndpoint } from "./endpoints/get-renewal-prices";
import { getTransferEndpoint } from "./endpoints/get-transfer";
import { listContactsEndpoint } from "./endpoints/list-contacts";
import { listDomainsEndpoint } from "./endpoints/list-domains";
import { listInvoicesEndpoint } from "./endpoints/list-invoices";
import { listOwnedDomainsEndpoint } from "./endpoints/list-owned-domains";
import { payInvoiceEndpoint } from "./endpoints/pay-invoice";
import { renewDomainEndpoint } from "./endpoints/renew-domain";
import { searchDomainsEndpoint } from "./endpoints/search-domains";
import { setAutoRenewEndpoint } from "./endpoints/set-auto-renew";

/** Everything that the REST interface can do, in the order of its documentation. */
export const allEndpoints: readonly Endpoint[] = [
  listDomainsEndpoint,
  getDomainEndpoint,
  getRenewalPricesEndpoint,
  renewDomainEndpoint,
  setAutoRenewEndpoint,
  listOwnedDomainsEndpoint,
  searchDomainsEndpoint,
  createTransferEndpoint,
  getTransferEndpoint,
  correctTransferCodeEndpoint,
  listContactsEndpoint,
  getOrderEndpoint,
  listInvoicesEndpoint,
  getInvoiceEndpoint,
  payInvoiceEndpoint,
];
