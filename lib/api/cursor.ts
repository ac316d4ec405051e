import { ApiRefusal } from "./problem";

/** The place in a list where the next page begins, as text that fits an address: two keys, such as name and id. */
export function encodeCursor(keys: readonly [string, string]): string {
  return Buffer.from(JSON.stringify(keys)).toString("base64url");
}

export function decodeCursor(cursor: string): [string, string] {
  const keys = parsed(cursor);
  if (Array.isArray(keys) && keys.length === 2) {
    const [first, second] = keys as unknown[];
    if (typeof first === "string" && typeof second === "string") {
      return [first.replaceAll("\0", ""), second.replaceAll("\0", "")];
    }
  }
  throw new ApiRefusal("invalid", "The cursor is not one that we gave. Begin with the first page.", {
    fields: { after: "Take it from next_cursor of the page before." },
  });
}

function parsed(cursor: string): unknown {
  try {
    return JSON.parse(Buffer.from(cursor, "base64url").toString("utf8"));
  } catch {
    return null;
  }
}
