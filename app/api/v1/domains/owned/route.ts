import { listOwnedDomainsEndpoint } from "@/lib/api/endpoints/list-owned-domains";
import { serve } from "../../serve";

export const GET = serve(listOwnedDomainsEndpoint);
