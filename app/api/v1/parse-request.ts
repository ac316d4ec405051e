import { foldIssues } from "@/app/_lib/action-state";
import type { Endpoint } from "@/lib/api/endpoint";
import { ApiRefusal } from "@/lib/api/problem";
import type { FieldErrors } from "@/lib/kernel/errors";

/** What the endpoint's schemas make of a request, or a refusal that names each field. */
export function parseRequest(
  endpoint: Endpoint,
  url: string,
  segments: Record<string, unknown>,
  sent: unknown,
): { params: unknown; query: unknown; body: unknown } {
  const params = endpoint.params.safeParse(decoded(segments));
  if (!params.success) throw new ApiRefusal("not_found", "There is no such thing. Check the address.");
  const { fields: repeated, values } = queryOf(new URL(url).searchParams);
  const query = endpoint.query.safeParse(values);
  const body = endpoint.body?.safeParse(sent);
  const fields: FieldErrors = {
    ...repeated,
    ...(query.success ? {} : foldIssues(query.error)),
    ...(body && !body.success ? foldIssues(body.error) : {}),
  };
  if (Object.keys(fields).length > 0) {
    throw new ApiRefusal("invalid", "Some values are not valid. Nothing was changed or charged.", { fields });
  }
  return { params: params.data, query: query.data, body: body?.data };
}

/** Next hands over the segments of a route as they are written in the address. */
function decoded(segments: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(segments).map(([name, value]) => [name, typeof value === "string" ? plain(value) : value]),
  );
}

function plain(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}

function queryOf(search: URLSearchParams): { values: Record<string, string>; fields: FieldErrors } {
  const values: Record<string, string> = Object.create(null);
  const fields: FieldErrors = {};
  for (const [name, value] of search) {
    if (name in values) fields[name] = "Give it once.";
    values[name] = value;
  }
  return { values, fields };
}
