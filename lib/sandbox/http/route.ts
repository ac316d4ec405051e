import { z } from "zod";
import { ApiFailure } from "./api-failure";

/** What a route is given: the parts of the path by name, the query, and the body (undefined without one). */
export type Asked = { request: Request; params: Record<string, string>; query: URLSearchParams; body: unknown };

/** `path` has `:name` where a part varies. `verb` is the name by which faults and documents know the call. */
export type Route = {
  verb: string;
  method: string;
  path: string;
  answer(asked: Asked): Promise<Response> | Response;
};

/** Finds the route of a request; `wrap` stands around every answer. Refusals become `{"error":…}`. */
export function createRouter(
  routes: readonly Route[],
  wrap: (route: Route, asked: Asked, answer: () => Promise<Response>) => Promise<Response> = (_route, _asked, answer) =>
    answer(),
): (request: Request, path: string) => Promise<Response> {
  const table = routes.map((route) => ({ route, parts: route.path.split("/") }));
  return async (request, path) => {
    try {
      const parts = path.split("/").map(decodePart);
      const here = table.filter((entry) => match(entry.parts, parts) !== null);
      const found = here.find((entry) => entry.route.method === request.method);
      if (!found) {
        if (here.length > 0)
          throw new ApiFailure(405, "method_not_allowed", `${path} does not take ${request.method}.`);
        throw new ApiFailure(404, "no_such_path", `There is nothing at ${path}.`);
      }
      const { route } = found;
      const params = match(found.parts, parts) ?? {};
      const asked = { request, params, query: new URL(request.url).searchParams, body: await readJson(request) };
      return await wrap(route, asked, async () => answerOf(route, asked));
    } catch (error) {
      return refusal(error);
    }
  };
}

async function answerOf(route: Route, asked: Asked): Promise<Response> {
  try {
    return await route.answer(asked);
  } catch (error) {
    return refusal(error);
  }
}

function refusal(error: unknown): Response {
  if (error instanceof ApiFailure) return error.toResponse();
  if (error instanceof z.ZodError) return new ApiFailure(400, "invalid_request", z.prettifyError(error)).toResponse();
  throw error;
}

function match(pattern: readonly string[], parts: readonly string[]): Record<string, string> | null {
  if (pattern.length !== parts.length) return null;
  const params: Record<string, string> = {};
  for (const [i, expected] of pattern.entries()) {
    const part = parts[i] ?? "";
    if (expected.startsWith(":")) params[expected.slice(1)] = part;
    else if (expected !== part) return null;
  }
  return params;
}

function decodePart(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    throw new ApiFailure(400, "invalid_request", "The path is not properly encoded.");
  }
}

/** JSON only, by its content type: a web page elsewhere cannot send that without asking first. */
async function readJson(request: Request): Promise<unknown> {
  const text = await request.text();
  if (text === "") return undefined;
  if (!request.headers.get("content-type")?.startsWith("application/json"))
    throw new ApiFailure(415, "not_json", "Send the body as application/json.");
  try {
    return JSON.parse(text);
  } catch {
    throw new ApiFailure(400, "not_json", "The body is not JSON.");
  }
}
