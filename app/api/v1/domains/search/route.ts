import { searchDomainsEndpoint } from "@/lib/api/endpoints/search-domains";
import { serve } from "../../serve";

export const GET = serve(searchDomainsEndpoint);
