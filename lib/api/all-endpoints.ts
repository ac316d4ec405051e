import type { Endpoint } from "./endpoint";
import { getDomainEndpoint } from "./endpoints/get-domain";
import { listDomainsEndpoint } from "./endpoints/list-domains";
import { listOwnedDomainsEndpoint } from "./endpoints/list-owned-domains";

/** Everything that the REST interface can do, in the order of its documentation. */
export const allEndpoints: readonly Endpoint[] = [listDomainsEndpoint, getDomainEndpoint, listOwnedDomainsEndpoint];
