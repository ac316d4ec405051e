import { z } from "zod";

/** An address as it is kept: trimmed, lower case (accounts are unique by it). At most the 254 characters that mail allows. */
export const emailSchema = z
  .string({ error: "Enter your e-mail address." })
  .trim()
  .toLowerCase()
  .min(1, "Enter your e-mail address.")
  .max(254, "An e-mail address has at most 254 characters.")
  .pipe(z.email("That is not an e-mail address. It looks like name@example.com."));
