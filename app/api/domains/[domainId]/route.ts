import { z } from "zod";
import { route } from "@/app/_lib/route";
import { domainView } from "@/lib/domains/domain-view";

export const GET = route({ input: z.object({ domainId: z.string().max(60) }) }, (ctx, { domainId }) =>
  domainView(ctx, domainId),
);
