import { correctTransferCodeEndpoint } from "@/lib/api/endpoints/correct-transfer-code";
import { serve } from "../../../serve";

export const POST = serve(correctTransferCodeEndpoint);
