import { renderSVG } from "uqr";
import { z } from "zod";
import { route } from "@/app/_lib/route";
import { domainView } from "@/lib/domains/domain-view";

/** The name's address as a picture that a phone reads. */
export const GET = route({ input: z.object({ domainId: z.string().max(60) }) }, async (ctx, { domainId }) => {
  const { nameAscii } = await domainView(ctx, domainId);
  return new Response(renderSVG(`https://${nameAscii}`), {
    headers: { "content-type": "image/svg+xml", "cache-control": "private, max-age=86400" },
  });
});
