import { getRenewalPricesEndpoint } from "@/lib/api/endpoints/get-renewal-prices";
import { serve } from "../../../serve";

export const GET = serve(getRenewalPricesEndpoint);
