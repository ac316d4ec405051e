import { getTransferEndpoint } from "@/lib/api/endpoints/get-transfer";
import { serve } from "../../serve";

export const GET = serve(getTransferEndpoint);
