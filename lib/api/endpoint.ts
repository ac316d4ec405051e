import { z } from "zod";
import type { Ctx } from "@/lib/kernel/context";
import type { ProblemKind } from "./problem";
import type { ApiScope } from "./scopes";

export type EndpointMethod = "GET" | "POST" | "PATCH" | "DELETE";
export type EndpointTag = "Domains" | "Transfers" | "Orders" | "Invoices";

const nothing = z.strictObject({});
type Shape = z.ZodObject;
type Responses = Record<number, { description: string; body: z.ZodType }>;

/** What a handler answers: one of the statuses that the endpoint declares, with the body of that status. */
export type Reply<R extends Responses = Responses> = {
  [S in keyof R & number]: {
    status: S;
    body: z.input<R[S]["body"]>;
    /** Path below /api/v1 of the thing that was made or can be asked again. */
    location?: string;
    /** The cursor of the next page of a list. */
    next?: string | null;
  };
}[keyof R & number];

/** A request as the wrapper made it out: what the schemas parsed, and how long the caller is ready to wait. */
export type Decoded<P = unknown, Q = unknown, B = unknown> = { params: P; query: Q; body: B; patienceMs: number };

/** One operation of the REST interface: what the wrapper enforces and what the OpenAPI document says, from the same schemas. */
export type Endpoint = {
  id: string;
  method: EndpointMethod;
  /** Below /api/v1, with parameters in braces. */
  path: string;
  tag: EndpointTag;
  summary: string;
  description: string | undefined;
  scope: ApiScope;
  params: Shape;
  query: Shape;
  body: Shape | null;
  /** A body as one would send it. */
  example: unknown;
  responses: Responses;
  /** Refusals of its own, beside those that every endpoint has. */
  errors: readonly ProblemKind[];
  /** It waits for the end of what it started, as long as the caller is patient (the Prefer header). */
  waits: boolean;
  handle(ctx: Ctx, input: Decoded): Promise<Reply>;
};

/**
 * Defines an endpoint. The handler gets what its schemas made of the request and acts as the member whose token it is;
 * what it throws becomes a problem (RFC 9457). List it in `all-endpoints.ts`, and serve it from its route file.
 */
export function endpoint<
  R extends Responses,
  P extends Shape = z.ZodObject<Record<never, never>>,
  Q extends Shape = z.ZodObject<Record<never, never>>,
  B extends Shape = z.ZodObject<Record<never, never>>,
>(definition: {
  id: string;
  method: EndpointMethod;
  path: string;
  tag: EndpointTag;
  summary: string;
  description?: string;
  scope: ApiScope;
  params?: P;
  query?: Q;
  body?: B;
  example?: z.input<B>;
  responses: R;
  errors?: readonly ProblemKind[];
  waits?: boolean;
  handler: (ctx: Ctx, input: Decoded<z.output<P>, z.output<Q>, z.output<B>>) => Promise<Reply<NoInfer<R>>>;
}): Endpoint {
  const { handler, ...rest } = definition;
  return {
    ...rest,
    description: definition.description,
    params: definition.params ?? nothing,
    query: definition.query ?? nothing,
    body: definition.body ?? null,
    example: definition.example ?? null,
    errors: definition.errors ?? [],
    waits: definition.waits ?? false,
    // The wrapper hands over only what these schemas parsed.
    handle: (ctx, input) => handler(ctx, input as Parameters<typeof handler>[1]) as Promise<Reply>,
  };
}
