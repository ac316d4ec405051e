import { getInvoiceEndpoint } from "@/lib/api/endpoints/get-invoice";
import { serve } from "../../serve";

export const GET = serve(getInvoiceEndpoint);
