import { listContactsEndpoint } from "@/lib/api/endpoints/list-contacts";
import { serve } from "../serve";

export const GET = serve(listContactsEndpoint);
