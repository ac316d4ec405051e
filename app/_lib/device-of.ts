import type { Device } from "@/lib/identity/device";

/** The last address of X-Forwarded-For is the one that our own proxy (or Next itself) saw; those before it are hearsay. */
export function deviceOf(headers: Headers): Device {
  const forwarded = headers.get("x-forwarded-for")?.split(",").at(-1)?.trim();
  return { ip: (forwarded || "unknown").slice(0, 60), userAgent: headers.get("user-agent")?.slice(0, 400) ?? "" };
}
