import { setAutoRenewEndpoint } from "@/lib/api/endpoints/set-auto-renew";
import { serve } from "../../../serve";

export const PATCH = serve(setAutoRenewEndpoint);
