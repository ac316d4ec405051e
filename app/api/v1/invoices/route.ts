import { listInvoicesEndpoint } from "@/lib/api/endpoints/list-invoices";
import { serve } from "../serve";

export const GET = serve(listInvoicesEndpoint);
