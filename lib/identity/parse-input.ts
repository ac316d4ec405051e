import type { z } from "zod";
import { AppError } from "@/lib/kernel/errors";

/** Parses what a verb was given; a refusal names each field that is wrong, by the first sentence about it. */
export function parseInput<T extends z.ZodType>(schema: T, input: unknown): z.output<T> {
  const result = schema.safeParse(input);
  if (result.success) return result.data;
  const fields: Record<string, string> = {};
  for (const issue of result.error.issues) fields[String(issue.path[0] ?? "form")] ??= issue.message;
  throw new AppError("invalid", "Some fields need another look. Nothing was saved.", { fields });
}
