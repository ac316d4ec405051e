import { payInvoiceEndpoint } from "@/lib/api/endpoints/pay-invoice";
import { serve } from "../../../serve";

export const POST = serve(payInvoiceEndpoint);
