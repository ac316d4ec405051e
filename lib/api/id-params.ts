import { z } from "zod";

/** The path parameter of things that have an id, such as an order: `idParams("ord")`. */
export function idParams(prefix: string) {
  return z.strictObject({ id: z.string().regex(new RegExp(`^${prefix}_[0-9a-z]{26}$`)) });
}
