import { getDomainEndpoint } from "@/lib/api/endpoints/get-domain";
import { serve } from "../../serve";

export const GET = serve(getDomainEndpoint);
