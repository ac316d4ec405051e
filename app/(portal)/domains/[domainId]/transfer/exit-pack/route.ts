import { z } from "zod";
import { route } from "@/app/_lib/route";
import { exitPack } from "@/lib/transfers/exit-pack";

/** What somebody needs to take a name elsewhere, as one archive; it has no auth code. */
export const GET = route({ input: z.object({ domainId: z.string().max(80) }) }, async (ctx, { domainId }) => {
  const { fileName, zip } = await exitPack(ctx, { domainId });
  return new Response(new Uint8Array(zip), {
    headers: {
      "content-type": "application/zip",
      "content-disposition": `attachment; filename="${fileName}"`,
      "cache-control": "private, no-store",
    },
  });
});
