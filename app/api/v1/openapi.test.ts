import { readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { Validator } from "@seriousme/openapi-schema-validator";
import { describe, expect, it } from "vitest";
import { allEndpoints } from "@/lib/api/all-endpoints";
import { openApiDocument } from "@/lib/api/openapi-document";
import { apiScopes } from "@/lib/api/scopes";

type Json = { [key: string]: unknown };
type Operation = {
  operationId: string;
  summary: string;
  parameters: { name: string; in: string; required: boolean; schema: Json }[];
  responses: Record<string, { description: string; content: Record<string, { schema: Json }> }>;
  requestBody?: { content: Record<string, { schema: Json }> };
  security: { token: string[] }[];
};

const document = openApiDocument({ name: "Nameplate", url: "https://shop.test" });
const paths = document.paths as Record<string, Record<string, Operation>>;
const operations = Object.entries(paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, operation]) => ({ path, method, operation })),
);

function allValues(value: unknown, key: string): unknown[] {
  if (Array.isArray(value)) return value.flatMap((entry) => allValues(entry, key));
  if (value === null || typeof value !== "object") return [];
  return Object.entries(value).flatMap(([name, entry]) => [...(name === key ? [entry] : []), ...allValues(entry, key)]);
}

/** Methods by path below /api/v1, as the route files export them. */
function served(): string[] {
  const folder = import.meta.dirname;
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.name === "route.ts")
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((file) => !file.includes("openapi.json"))
    .flatMap((file) => {
      const path = `/${relative(folder, join(file, "..")).replaceAll(/\[(\w+)\]/g, "{$1}")}`;
      const text = readFileSync(file, "utf8");
      return [...text.matchAll(/^export const (\w+) = serve\((\w+)\)/gm)].map(
        ([, method, name]) => `${method} ${path} ${name}`,
      );
    })
    .sort();
}

describe("the OpenAPI document", () => {
  it("is an OpenAPI 3.1 document, by the schema that the OpenAPI Initiative publishes", async () => {
    const { valid, errors } = await new Validator().validate(structuredClone(document));
    expect(errors ?? []).toEqual([]);
    expect(valid).toBe(true);
    expect(document.openapi).toMatch(/^3\.1\./);
  });

  it("says what every route file serves, and nothing that none serves", () => {
    const told = allEndpoints.map(({ method, path, id }) => `${method} ${path} ${id}Endpoint`).sort();
    expect(served()).toEqual(told);
    expect(
      operations
        .map(({ path, method, operation }) => `${method.toUpperCase()} ${path} ${operation.operationId}Endpoint`)
        .sort(),
    ).toEqual(told);
  });

  it("is of version 3.1 and can stand alone: every reference leads to a component", () => {
    expect(document.openapi).toBe("3.1.0");
    const { schemas } = document.components as { schemas: Json };
    const references = allValues(document, "$ref") as string[];
    expect(references.length).toBeGreaterThan(0);
    for (const reference of references) {
      expect(reference).toMatch(/^#\/components\/schemas\/\w+$/);
      expect(Object.keys(schemas)).toContain(reference.split("/").at(-1));
    }
    expect(allValues(document, "$defs")).toEqual([]);
    expect(allValues(document, "$schema")).toEqual([]);
  });

  it("declares each parameter that a path has, and no other as one of the path", () => {
    for (const { path, operation } of operations) {
      const inPath = [...path.matchAll(/\{(\w+)\}/g)].map((match) => match[1]);
      const declared = operation.parameters.filter((each) => each.in === "path");
      expect(declared.map(({ name }) => name).sort(), path).toEqual(inPath.sort());
      expect(declared.every(({ required }) => required)).toBe(true);
    }
  });

  it("names a scope that exists for every operation, and an answer with its schema for each status", () => {
    const ids = operations.map(({ operation }) => operation.operationId);
    expect(new Set(ids).size).toBe(ids.length);
    for (const { operation } of operations) {
      expect(apiScopes).toContain(operation.security[0]?.token[0]);
      expect(operation.summary).not.toBe("");
      expect(Object.keys(operation.responses)).toEqual(expect.arrayContaining(["401", "403", "422", "429", "500"]));
      for (const { description, content } of Object.values(operation.responses)) {
        expect(description).not.toBe("");
        expect(Object.values(content)[0]?.schema).toBeDefined();
      }
    }
  });

  it("says of fields, parameters and named schemas what their schemas say of themselves", () => {
    const { schemas } = document.components as { schemas: Record<string, { properties: Record<string, Json> }> };
    expect(schemas.Domain?.properties.domain_unicode?.description).toBe("For people.");
    expect(schemas.Order?.properties.charged).toEqual({
      $ref: "#/components/schemas/Money",
      description: "What you have paid for it, after refunds.",
    });
    const renew = operations.find(({ operation }) => operation.operationId === "renewDomain")?.operation;
    expect(renew?.parameters[0]).toMatchObject({
      name: "name",
      in: "path",
      description: expect.stringContaining("Unicode"),
    });
    const body = renew?.requestBody?.content["application/json"]?.schema.properties as Record<string, Json>;
    expect(body.restore?.description).toContain("redemption");
    expect(body.years).toMatchObject({ minimum: 1, maximum: 10, default: 1 });
  });

  it("offers an Idempotency-Key on every write and on no read", () => {
    for (const { method, operation } of operations) {
      const names = operation.parameters.map(({ name }) => name);
      expect(names.includes("Idempotency-Key"), operation.operationId).toBe(method !== "get");
    }
  });
});
