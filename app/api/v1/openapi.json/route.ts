import { openApiDocument } from "@/lib/api/openapi-document";
import { appUrl } from "@/lib/kernel/env";
import { getSettings } from "@/lib/settings/get-settings";

/** For anybody: it tells what can be asked, and nothing of anybody. */
export async function GET(): Promise<Response> {
  const { platformName } = await getSettings();
  return Response.json(openApiDocument({ name: platformName, url: appUrl() }), {
    headers: { "cache-control": "public, max-age=300" },
  });
}
