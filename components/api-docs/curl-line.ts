import type { ApiOperation } from "./document";

/** The request as one would try it in a terminal. */
export function curlLine(server: string, method: string, path: string, operation: ApiOperation): string {
  const example = operation.requestBody?.content["application/json"]?.example;
  const lines = [`curl ${method === "get" ? "" : `-X ${method.toUpperCase()} `}${server}${filled(path)}`];
  lines.push('-H "Authorization: Bearer $NAMEPLATE_TOKEN"');
  if (method !== "get") lines.push('-H "Idempotency-Key: $(uuidgen)"');
  if (example !== undefined) {
    lines.push('-H "Content-Type: application/json"', `-d '${JSON.stringify(example)}'`);
  }
  return lines.join(" \\\n  ");
}

const values: Record<string, string> = { name: "example.com", id: "ID" };

function filled(path: string): string {
  return path.replaceAll(/\{(\w+)\}/g, (_, name: string) => values[name] ?? name.toUpperCase());
}
