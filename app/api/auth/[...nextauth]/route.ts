import NextAuth from "next-auth";
import { z } from "zod";
import { authOptions } from "@/app/_lib/auth-options";
import { route } from "@/app/_lib/route";

type Segments = Parameters<ReturnType<typeof route>>[1];

const handler = (request: Request, segments: Segments) =>
  NextAuth(request as never, segments as never, authOptions()) as Promise<Response>;

/** next-auth reads its own forms and answers by redirects; origin and limits are ours as everywhere. */
function guarded(request: Request, segments: Segments): Promise<Response> {
  return route({ input: z.unknown(), limit: "identity", body: "own" }, () => handler(request, segments))(
    request,
    segments,
  );
}

export { guarded as GET, guarded as POST };
