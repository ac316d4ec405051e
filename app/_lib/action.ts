import "server-only";
import { headers } from "next/headers";
import { unstable_rethrow } from "next/navigation";
import type { z } from "zod";
import { type LimitClass, limitSentences, limits } from "@/lib/identity/limits";
import { requireToken } from "@/lib/identity/rate-limit";
import type { Ctx } from "@/lib/kernel/context";
import { AppError, type FieldErrors } from "@/lib/kernel/errors";
import { newId } from "@/lib/kernel/ids";
import { type ActionState, foldIssues } from "./action-state";
import { type Caller, callerKey, callerOf } from "./caller";
import { formValues, keptValues } from "./form-values";
import { ownOrigin } from "./own-origin";
import { publicError } from "./public-error";
import { isSameOrigin } from "./same-origin";

/**
 * A server action in any of the ways React calls one: `useActionState(action, null)`, `<form action={…}>` through it, or
 * called with an object.
 */
export type Action<I, T> = {
  (input: I | FormData): Promise<ActionState<T>>;
  (before: ActionState<T> | null, form: FormData): Promise<ActionState<T>>;
};

/**
 * The one wrapper for server actions: same origin · who calls · rate limit · decode · one verb · errors to sentences.
 * Authorisation is the verb's. `run` may redirect; what it returns reaches the page as `data`.
 */
export function action<S extends z.ZodType, T>(
  options: { input: S; limit?: LimitClass },
  run: (ctx: Ctx, input: z.output<S>, caller: Caller) => Promise<T>,
): Action<z.input<S>, T> {
  return async (...args: unknown[]): Promise<ActionState<T>> => {
    const sent = args.at(-1);
    const form = sent instanceof FormData ? sent : null;
    let requestId = newId("request");
    try {
      const requestHeaders = await headers();
      if (!isSameOrigin(requestHeaders, ownOrigin())) throw foreignOrigin();
      const caller = await callerOf(requestHeaders);
      requestId = caller.ctx.requestId;
      const limit = options.limit ?? "write";
      await requireToken(`${limit}:${callerKey(caller)}`, limits[limit], caller.ctx.clock, limitSentences[limit]);
      const parsed = options.input.safeParse(form ? formValues(form) : sent);
      if (!parsed.success) throw invalid(foldIssues(parsed.error));
      return { ok: true, data: await run(caller.ctx, parsed.data, caller) };
    } catch (error) {
      unstable_rethrow(error);
      const { message, fields, code } = publicError(error, requestId, "action");
      return { ok: false, code, message, fields, ...(form && { values: keptValues(form) }) };
    }
  };
}

function invalid(fields: FieldErrors): AppError {
  return new AppError("invalid", "Some fields need another look. Nothing was changed or charged.", { fields });
}

function foreignOrigin(): AppError {
  return new AppError(
    "forbidden",
    "This request did not come from our own pages, so nothing was changed or charged. Reload the page and try again.",
  );
}
