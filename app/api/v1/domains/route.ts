import { listDomainsEndpoint } from "@/lib/api/endpoints/list-domains";
import { serve } from "../serve";

export const GET = serve(listDomainsEndpoint);
