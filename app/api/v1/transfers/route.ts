import { createTransferEndpoint } from "@/lib/api/endpoints/create-transfer";
import { serve } from "../serve";

export const POST = serve(createTransferEndpoint);
