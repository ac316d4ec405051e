import { getOrderEndpoint } from "@/lib/api/endpoints/get-order";
import { serve } from "../../serve";

export const GET = serve(getOrderEndpoint);
