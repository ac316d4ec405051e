import type { z } from "zod";
import { AppError, type FieldErrors } from "@/lib/kernel/errors";

/** Parses what a form sent; the refusal carries a message by field, the first of each. */
export function parseInput<T extends z.ZodType>(schema: T, input: unknown): z.output<T> {
  const parsed = schema.safeParse(input);
  if (parsed.success) return parsed.data;
  const fields: FieldErrors = {};
  for (const issue of parsed.error.issues) fields[issue.path.join(".") || "form"] ??= issue.message;
  throw new AppError("invalid", "Some fields are not valid. Nothing was saved. Correct the marked fields.", { fields });
}
