import type { z } from "zod";
import type { ErrorBody } from "./api-failure";
import type { Form } from "./form";
import { readParams } from "./read-params";
import type { Store } from "./store";

/** What a handler may use besides its parameters. `sandboxUrl` is where a browser finds the hosted pages. */
export type Call = { store: Store; id: string; sandboxUrl: string };

/** A reply whose effects stay although it is an error: a declined card leaves a failed charge behind. */
export class KeptFailure {
  constructor(
    readonly status: number,
    readonly error: ErrorBody,
  ) {}
}

export type Route = {
  method: "GET" | "POST" | "DELETE";
  path: string;
  /** Reads the parameters or throws the 400; runs before anything is locked or stored. */
  read(form: Form): unknown;
  run(call: Call, params: unknown): Promise<object>;
};

/** `path` has at most one `:id`. The handler answers with the object to show, or a KeptFailure. */
export function route<T extends z.ZodType>(
  method: Route["method"],
  path: string,
  schema: T,
  run: (call: Call, params: z.output<T>) => Promise<object>,
): Route {
  return {
    method,
    path,
    read: (form) => readParams(schema, form),
    run: (call, params) => run(call, params as z.output<T>),
  };
}

export function listOf(url: string, data: object[], hasMore = false): object {
  return { object: "list", data, has_more: hasMore, url };
}

export type PageParams = {
  limit?: number | undefined;
  starting_after?: string | undefined;
  ending_before?: string | undefined;
};

/** One page of objects that are sorted newest first. An unknown cursor gives an empty page. */
export function pageOf(url: string, objects: { id: string }[], params: PageParams): object {
  const limit = params.limit ?? 10;
  if (params.ending_before) {
    const end = objects.findIndex((object) => object.id === params.ending_before);
    const before = objects.slice(0, Math.max(end, 0));
    return listOf(url, before.slice(-limit), before.length > limit);
  }
  const start = params.starting_after ? objects.findIndex((object) => object.id === params.starting_after) + 1 : 0;
  const rest = params.starting_after && start === 0 ? [] : objects.slice(start);
  return listOf(url, rest.slice(0, limit), rest.length > limit);
}
