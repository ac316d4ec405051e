import { renewDomainEndpoint } from "@/lib/api/endpoints/renew-domain";
import { serve } from "../../../serve";

export const POST = serve(renewDomainEndpoint);
