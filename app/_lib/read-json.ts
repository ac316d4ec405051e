import { AppError } from "@/lib/kernel/errors";

const mostBytes = 1_000_000;

/** The JSON body of a request, at most 1 MB, counted as it comes: Content-Length is only a claim. Empty is `{}`. */
export async function readJson(request: Request): Promise<unknown> {
  const type = request.headers.get("content-type")?.split(";")[0]?.trim().toLowerCase();
  if (!request.body) return {};
  if (type !== "application/json") throw new AppError("invalid", "Send JSON, with Content-Type: application/json.");
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of request.body as unknown as AsyncIterable<Uint8Array>) {
    bytes += chunk.byteLength;
    if (bytes > mostBytes) throw tooLarge();
    chunks.push(chunk);
  }
  const text = Buffer.concat(chunks).toString("utf8");
  if (text === "") return {};
  try {
    return JSON.parse(text);
  } catch {
    throw new AppError("invalid", "The request is not valid JSON. Nothing was changed.");
  }
}

/** For a body that somebody else reads: its length must be told, and be at most 1 MB. */
export function refuseLarge(headers: Headers): void {
  const told = headers.get("content-length");
  if (told === null || !(Number(told) <= mostBytes)) throw tooLarge();
}

function tooLarge(): AppError {
  return new AppError("limit_reached", "The request is larger than 1 MB. Nothing was changed.");
}
