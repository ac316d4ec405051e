import type { Endpoint } from "./endpoint";
import { correctTransferCodeEndpoint } from "./endpoints/correct-transfer-code";
import { createTransferEndpoint } from "./endpoints/create-transfer";
import { getDomainEndpoint } from "./endpoints/get-domain";
import { getInvoiceEndpoint } from "./endpoints/get-invoice";
import { getOrderEndpoint } from "./endpoints/get-order";
import { getTransferEndpoint } from "./endpoints/get-transfer";
import { listContactsEndpoint } from "./endpoints/list-contacts";
import { listDomainsEndpoint } from "./endpoints/list-domains";
import { listInvoicesEndpoint } from "./endpoints/list-invoices";
import { listOwnedDomainsEndpoint } from "./endpoints/list-owned-domains";
import { payInvoiceEndpoint } from "./endpoints/pay-invoice";

/** Everything that the REST interface can do, in the order of its documentation. */
export const allEndpoints: readonly Endpoint[] = [
  listDomainsEndpoint,
  getDomainEndpoint,
  listOwnedDomainsEndpoint,
  createTransferEndpoint,
  getTransferEndpoint,
  correctTransferCodeEndpoint,
  listContactsEndpoint,
  getOrderEndpoint,
  listInvoicesEndpoint,
  getInvoiceEndpoint,
  payInvoiceEndpoint,
];
