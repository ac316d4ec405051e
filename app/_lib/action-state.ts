import type { z } from "zod";
import type { AppErrorCode, FieldErrors } from "@/lib/kernel/errors";

/**
 * What became of an action, for a form to show: null before it was sent. `fields` has messages by field (dotted where
 * nested); `values` is what was typed, without secrets, so that a refused form can be filled again.
 */
export type ActionState<T = unknown> =
  | { ok: true; data: T }
  | { ok: false; code: AppErrorCode; message: string; fields: FieldErrors; values?: Record<string, string> };

/** The first message about each field. */
export function foldIssues(error: z.ZodError): FieldErrors {
  const fields: FieldErrors = {};
  for (const issue of error.issues) fields[issue.path.join(".") || "form"] ??= issue.message;
  return fields;
}
