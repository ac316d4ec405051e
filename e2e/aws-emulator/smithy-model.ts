import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** The part of a Smithy JSON AST that request checks need. */
type Traits = Record<string, unknown>;
type Member = { target: string; traits?: Traits };
type Shape = {
  type: string;
  traits?: Traits;
  members?: Record<string, Member>;
  member?: Member;
  input?: { target: string };
  output?: { target: string };
};

export type SmithyModel = { shapes: Record<string, Shape>; namespace: string };

const fixtures = join(import.meta.dirname, "..", "..", "..", "shared", "fixtures");
const files = {
  route53domains: join(fixtures, "route53domains", "spec", "route-53-domains-2014-05-15.json"),
  route53: join(fixtures, "route53", "spec", "route-53-2013-04-01.json"),
};

/** The published model of a service, or null where the fixtures are not there. */
export function loadModel(service: keyof typeof files): SmithyModel | null {
  if (!existsSync(files[service])) return null;
  const { shapes } = JSON.parse(readFileSync(files[service], "utf8")) as Pick<SmithyModel, "shapes">;
  return { shapes, namespace: `com.amazonaws.${service}` };
}

/** What is wrong with a request by the model; an empty list when nothing is. */
export function checkInput(model: SmithyModel, operation: string, value: unknown): string[] {
  return checkSide(model, operation, "input", value);
}

/** As checkInput for an XML body, whose members must come in the model's order. */
export function checkXmlInput(model: SmithyModel, operation: string, value: unknown): string[] {
  return checkSide(model, operation, "input", value, "xml:");
}

export function checkOutput(model: SmithyModel, operation: string, value: unknown): string[] {
  return checkSide(model, operation, "output", value);
}

function checkSide(
  model: SmithyModel,
  operation: string,
  side: "input" | "output",
  value: unknown,
  prefix = "",
): string[] {
  const shape = model.shapes[`${model.namespace}#${operation}`];
  const target = shape?.[side]?.target;
  if (shape?.type !== "operation" || !target) return [`${operation} is no operation of the model`];
  return target === "smithy.api#Unit" ? [] : check(model, target, value, prefix + operation);
}

/** The method and path that the model gives an operation of a REST service. */
export function httpOf(model: SmithyModel, operation: string): { method: string; uri: string } | null {
  const shape = model.shapes[`${model.namespace}#${operation}`];
  return (shape?.traits?.["smithy.api#http"] as { method: string; uri: string } | undefined) ?? null;
}

function check(model: SmithyModel, id: string, value: unknown, path: string): string[] {
  const shape = model.shapes[id] ?? builtIn(id);
  switch (shape.type) {
    case "structure":
      return checkStructure(model, shape, value, path);
    case "list":
      return checkList(model, shape, value, path);
    case "boolean":
      return /^(true|false)$/.test(String(value)) ? [] : [`${path} is no boolean`];
    case "integer":
    case "long":
    case "double":
      return checkNumber(shape, value, path);
    case "timestamp":
      return Number.isNaN(new Date(typeof value === "number" ? value * 1000 : String(value)).getTime())
        ? [`${path} is no timestamp`]
        : [];
    default:
      return checkText(shape, value, path);
  }
}

const builtIn = (id: string): Shape => ({ type: id.replace(/^smithy\.api#(Primitive)?/, "").toLowerCase() });

function checkStructure(model: SmithyModel, shape: Shape, value: unknown, path: string): string[] {
  if (value === null || typeof value !== "object" || Array.isArray(value)) return [`${path} is no structure`];
  const members = shape.members ?? {};
  const given = Object.entries(value).filter(([, entry]) => entry !== undefined && entry !== null);
  const names = new Set(given.map(([name]) => name));
  const missing = Object.entries(members)
    .filter(([name, member]) => member.traits && "smithy.api#required" in member.traits && !names.has(name))
    .map(([name]) => `${path}.${name} is required`);
  const order = Object.keys(members);
  return [
    ...missing,
    ...given.flatMap(([name, entry]) => {
      const member = members[name];
      return member ? check(model, member.target, entry, `${path}.${name}`) : [`${path}.${name} is not in the model`];
    }),
    ...(isSorted(given.map(([name]) => order.indexOf(name))) || !path.startsWith("xml:")
      ? []
      : [`${path} is out of order`]),
  ];
}

const isSorted = (indexes: number[]) => indexes.every((index, i) => i === 0 || index >= (indexes[i - 1] ?? 0));

function checkList(model: SmithyModel, shape: Shape, value: unknown, path: string): string[] {
  if (!Array.isArray(value)) return [`${path} is no list`];
  const target = shape.member?.target ?? "";
  return [
    ...checkLength(shape, value.length, path),
    ...value.flatMap((entry, i) => check(model, target, entry, `${path}[${i}]`)),
  ];
}

function checkNumber(shape: Shape, value: unknown, path: string): string[] {
  const number = typeof value === "string" && value !== "" ? Number(value) : value;
  if (typeof number !== "number" || Number.isNaN(number)) return [`${path} is no number`];
  if (shape.type !== "double" && !Number.isInteger(number)) return [`${path} is no whole number`];
  const range = shape.traits?.["smithy.api#range"] as { min?: number; max?: number } | undefined;
  if (range?.min !== undefined && number < range.min) return [`${path} is below ${range.min}`];
  if (range?.max !== undefined && number > range.max) return [`${path} is above ${range.max}`];
  return [];
}

function checkText(shape: Shape, value: unknown, path: string): string[] {
  if (typeof value !== "string") return [`${path} is no text`];
  if (shape.type === "enum") {
    const values = Object.values(shape.members ?? {}).map((member) => member.traits?.["smithy.api#enumValue"]);
    return values.includes(value) ? [] : [`${path} is none of the model's values`];
  }
  const pattern = shape.traits?.["smithy.api#pattern"] as string | undefined;
  return [
    ...checkLength(shape, [...value].length, path),
    ...(pattern && !new RegExp(pattern).test(value) ? [`${path} does not match ${pattern}`] : []),
  ];
}

function checkLength(shape: Shape, length: number, path: string): string[] {
  const limit = shape.traits?.["smithy.api#length"] as { min?: number; max?: number } | undefined;
  if (limit?.min !== undefined && length < limit.min) return [`${path} is shorter than ${limit.min}`];
  if (limit?.max !== undefined && length > limit.max) return [`${path} is longer than ${limit.max}`];
  return [];
}
