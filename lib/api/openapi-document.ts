import { z } from "zod";
import { allEndpoints } from "./all-endpoints";
import type { Endpoint } from "./endpoint";
import { type ProblemKind, problemKinds } from "./problem";
import { apiComponents, problemResource } from "./resources";
import { apiScopes, scopeSentences } from "./scopes";

type Json = { [key: string]: unknown };

/** What every endpoint may answer, beside its own. */
const always: readonly ProblemKind[] = ["unauthenticated", "forbidden", "invalid", "rate_limited", "internal"];

/** The OpenAPI 3.1 document of the REST interface, made of the schemas that the endpoints enforce. */
export function openApiDocument(site: { name: string; url: string }): Json {
  const components: Json = {};
  const schemaOf = (schema: z.ZodType) => toSchema(schema, components);
  const problem = { "application/problem+json": { schema: schemaOf(problemResource) } };
  const paths: Record<string, Json> = {};
  for (const endpoint of allEndpoints) {
    paths[endpoint.path] ??= {};
    (paths[endpoint.path] as Json)[endpoint.method.toLowerCase()] = operation(endpoint, schemaOf, problem);
  }
  return {
    openapi: "3.1.0",
    info: {
      title: `${site.name} REST interface`,
      version: "1",
      description:
        "Amounts come as decimal text and in the smallest unit of their currency. Moments are UTC. Names are in A-labels, and may be sent in either form.",
    },
    servers: [{ url: `${site.url}/api/v1` }],
    security: [{ token: [] }],
    tags: [...new Set(allEndpoints.map(({ tag }) => tag))].map((name) => ({ name })),
    paths,
    components: {
      schemas: components,
      securitySchemes: {
        token: {
          type: "http",
          scheme: "bearer",
          description: `A token of your settings. Scopes: ${apiScopes.map((scope) => `${scope} (${scopeSentences[scope]})`).join(" ")}`,
        },
      },
    },
  };
}

function operation(endpoint: Endpoint, schemaOf: (schema: z.ZodType) => unknown, problem: Json): Json {
  const replies = Object.entries(endpoint.responses).map(([status, { description, body }]) => [
    status,
    { description, headers: replyHeaders, content: { "application/json": { schema: schemaOf(body) } } },
  ]);
  const kinds = [
    ...new Set<ProblemKind>([
      ...always,
      ...(endpoint.body ? (["bad_request", "too_large"] as const) : []),
      ...(endpoint.method === "GET" ? [] : (["conflict"] as const)),
      ...endpoint.errors,
    ]),
  ];
  const problems = kinds
    .map((kind) => problemKinds[kind])
    .map(({ status, title }) => [String(status), { description: title, content: problem }]);
  return {
    operationId: endpoint.id,
    tags: [endpoint.tag],
    summary: endpoint.summary,
    ...(endpoint.description && { description: endpoint.description }),
    security: [{ token: [endpoint.scope] }],
    parameters: parameters(endpoint, schemaOf),
    ...(endpoint.body && {
      requestBody: {
        required: true,
        content: {
          "application/json": {
            schema: schemaOf(endpoint.body),
            ...(endpoint.example !== null && { example: endpoint.example }),
          },
        },
      },
    }),
    responses: Object.fromEntries([...replies, ...problems]),
  };
}

const replyHeaders = {
  "X-Request-Id": { description: "Quote it when you ask us.", schema: { type: "string" } },
  RateLimit: { description: "Requests left now, as r.", schema: { type: "string" } },
  "RateLimit-Policy": { description: "Requests in a window of seconds, as q and w.", schema: { type: "string" } },
};

function parameters(endpoint: Endpoint, schemaOf: (schema: z.ZodType) => unknown): Json[] {
  const listed = (place: "path" | "query", shape: z.ZodObject) => {
    const { required = [], properties = {} } = schemaOf(shape) as { required?: string[]; properties?: Json };
    return Object.entries(properties).map(([name, property]) => {
      const { description, ...schema } = property as Json;
      return {
        name,
        in: place,
        required: place === "path" || required.includes(name),
        ...(description !== undefined && { description }),
        schema,
      };
    });
  };
  const key = {
    name: "Idempotency-Key",
    in: "header",
    required: false,
    description:
      "The same key gets the same answer for a day, and nothing is done twice. A UUID, new for each thing you want done.",
    schema: { type: "string", minLength: 1, maxLength: 255 },
  };
  const prefer = {
    name: "Prefer",
    in: "header",
    required: false,
    description: "wait=20 waits up to 20 seconds (at most 30) for the end, respond-async not at all. Else 8 seconds.",
    schema: { type: "string" },
  };
  return [
    ...listed("path", endpoint.params),
    ...listed("query", endpoint.query),
    ...(endpoint.method === "GET" ? [] : [key]),
    ...(endpoint.waits ? [prefer] : []),
  ];
}

/** A schema in JSON Schema 2020-12; those with a name go to the components and leave a reference. */
function toSchema(schema: z.ZodType, components: Json): unknown {
  const made = z.toJSONSchema(schema, {
    metadata: apiComponents,
    target: "draft-2020-12",
    io: "input",
    override: ({ zodSchema, jsonSchema }) => {
      const said = z.globalRegistry.get(zodSchema)?.description;
      if (said) jsonSchema.description = said;
      // That a whole number fits a double goes without saying.
      if (jsonSchema.minimum === Number.MIN_SAFE_INTEGER) delete jsonSchema.minimum;
      if (jsonSchema.maximum === Number.MAX_SAFE_INTEGER) delete jsonSchema.maximum;
      // The pattern of a moment is a screenful and says no more than its format.
      if (jsonSchema.format === "date-time") delete jsonSchema.pattern;
    },
  }) as Json;
  const { $schema: _, $defs, ...rest } = pointToComponents(made) as Json;
  Object.assign(components, $defs);
  return rest;
}

function pointToComponents(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(pointToComponents);
  if (value === null || typeof value !== "object") return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, entry]) =>
      key === "$ref" && typeof entry === "string"
        ? [key, entry.replace("#/$defs/", "#/components/schemas/")]
        : [key, pointToComponents(entry)],
    ),
  );
}
