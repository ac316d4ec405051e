import { z } from "zod";

/** A line of text that people read: no control characters, no direction overrides, at most `max` characters. */
export function lineOfText(what: string, max: number) {
  return z
    .string({ error: `Enter ${what}.` })
    .trim()
    .min(1, `Enter ${what}.`)
    .max(max, `Use at most ${max} characters.`)
    .regex(/^[^\p{Cc}\p{Zl}\p{Zp}\u202a-\u202e\u2066-\u2069]*$/u, "Remove the invisible characters.");
}
