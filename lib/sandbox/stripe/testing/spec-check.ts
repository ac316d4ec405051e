import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { parse } from "yaml";
import { type Form, type FormValue, parseForm } from "../form";

/** Stripe's published OpenAPI description, API version 2023-08-16, kept outside the repository. */
export const specPath = join(import.meta.dirname, "../../../../../shared/fixtures/stripe/spec/spec3.yaml.gz");

/**
 * Parameters that are newer than the published description: name by operation, with the SDK interface that has them. A test
 * holds this list against the installed package, so it cannot excuse a mistake.
 */
export const newerParams: Record<string, { file: string; type: string; params: string[] }> = {
  "POST /v1/payment_intents": {
    file: "PaymentIntents",
    type: "PaymentIntentCreateParams",
    params: ["allowed_payment_method_types"],
  },
  "POST /v1/payment_intents/{intent}/confirm": {
    file: "PaymentIntents",
    type: "PaymentIntentConfirmParams",
    params: ["allowed_payment_method_types"],
  },
  "POST /v1/setup_intents": {
    file: "SetupIntents",
    type: "SetupIntentCreateParams",
    params: ["allowed_payment_method_types"],
  },
  "POST /v1/checkout/sessions": {
    file: "Checkout/Sessions",
    type: "SessionCreateParams",
    params: ["allowed_payment_method_types", "branding_settings", "saved_payment_method_options", "adaptive_pricing"],
  },
  "GET /v1/customers/{customer}/payment_methods": {
    file: "Customers",
    type: "CustomerListPaymentMethodsParams",
    params: ["allow_redisplay"],
  },
  "GET /v1/payment_methods": { file: "PaymentMethods", type: "PaymentMethodListParams", params: ["allow_redisplay"] },
};

/** Words that newer versions added to a list of allowed values, by parameter. */
export const newerValues: Record<string, string[]> = { ui_mode: ["hosted_page"] };

type Schema = {
  type?: string;
  properties?: Record<string, Schema>;
  required?: string[];
  items?: Schema;
  enum?: string[];
  anyOf?: Schema[];
  maxLength?: number;
  additionalProperties?: Schema | boolean;
};
type Operation = {
  requestBody?: { content?: Record<string, { schema?: Schema }> };
  parameters?: { in: string; name: string; required?: boolean; schema?: Schema }[];
};

let text: string | undefined;
const parsed = new Map<string, Record<string, Operation>>();

function specText(): string {
  text ??= gunzipSync(readFileSync(specPath)).toString("utf8");
  return text;
}

export function isSpecPresent(): boolean {
  return existsSync(specPath);
}

/** Paths of the description with a pattern for each; the most literal one comes first. */
function findTemplate(path: string): string | undefined {
  const templates = [...specText().matchAll(/^ {2}'?(\/v1\/[^':]+)'?:$/gm)].map((match) => match[1] ?? "");
  const matching = templates.filter((template) => new RegExp(`^${template.replace(/\{\w+\}/g, "[^/]+")}$`).test(path));
  return matching.sort((a, b) => a.split("{").length - b.split("{").length)[0];
}

/** Parses one path's block alone: the whole description takes seconds. */
function operationsOf(template: string): Record<string, Operation> {
  const known = parsed.get(template);
  if (known) return known;
  const key = template.includes("{") ? `'${template}'` : template;
  const start = specText().indexOf(`\n  ${key}:\n`) + 1;
  const rest = specText().slice(start);
  const next = rest.slice(1).search(/\n {0,2}\S/);
  const block = parse(next === -1 ? rest : rest.slice(0, next + 2)) as Record<string, Record<string, Operation>>;
  const operations = block[template] ?? {};
  parsed.set(template, operations);
  return operations;
}

function checkScalar(value: string, schema: Schema, name: string): string[] {
  if (schema.enum && !schema.enum.includes(value) && !newerValues[name]?.includes(value))
    return [`${name}: "${value}" is not one of ${schema.enum.map((one) => `"${one}"`).join(", ")}`];
  if (schema.type === "integer" && !/^-?\d+$/.test(value)) return [`${name}: "${value}" is not an integer`];
  if (schema.type === "number" && Number.isNaN(Number(value))) return [`${name}: "${value}" is not a number`];
  if (schema.type === "boolean" && !/^(true|false)$/.test(value)) return [`${name}: "${value}" is not a boolean`];
  if (schema.type === "object" || schema.type === "array") return [`${name}: a text where ${schema.type} is expected`];
  if (schema.maxLength !== undefined && value.length > schema.maxLength)
    return [`${name}: longer than ${schema.maxLength} characters`];
  return [];
}

function checkObject(value: Form, schema: Schema, name: string): string[] {
  const inside = (key: string) => (name === "" ? key : `${name}[${key}]`);
  const missing = (schema.required ?? []).filter((key) => !(key in value)).map((key) => `${inside(key)}: missing`);
  const wrong = Object.entries(value).flatMap(([key, child]) => {
    const property = schema.properties?.[key];
    if (property) return check(child, property, inside(key));
    const extra = schema.additionalProperties;
    if (extra && typeof extra === "object") return check(child, extra, inside(key));
    return extra === true ? [] : [`${inside(key)}: unknown parameter`];
  });
  return [...missing, ...wrong];
}

function check(value: FormValue, schema: Schema, name: string): string[] {
  if (schema.anyOf) {
    const attempts = schema.anyOf.map((option) => check(value, option, name));
    return attempts.find((violations) => violations.length === 0) ?? attempts[0] ?? [];
  }
  if (typeof value === "string") return checkScalar(value, schema, name);
  if (Array.isArray(value)) {
    if (schema.type !== "array") return [`${name}: a list where ${schema.type ?? "something else"} is expected`];
    return value.flatMap((item, index) => check(item, schema.items ?? {}, `${name}[${index}]`));
  }
  if (schema.type !== "object") return [`${name}: an object where ${schema.type ?? "something else"} is expected`];
  return checkObject(value, schema, name);
}

function schemaOf(operation: Operation, method: string): Schema {
  if (method === "POST")
    return operation.requestBody?.content?.["application/x-www-form-urlencoded"]?.schema ?? { type: "object" };
  const query = (operation.parameters ?? []).filter((parameter) => parameter.in === "query");
  return {
    type: "object",
    properties: Object.fromEntries(query.map((parameter) => [parameter.name, parameter.schema ?? {}])),
    required: query.filter((parameter) => parameter.required).map((parameter) => parameter.name),
  };
}

/**
 * What Stripe's published description has against a request: `path` as `/v1/…`, `form` the encoded body (or the query of a
 * GET or DELETE). An empty list is a pass. For tests; throws when the description is not there.
 */
export function checkAgainstSpec(request: { method: string; path: string; form: string }): string[] {
  const template = findTemplate(request.path);
  const operation = template && operationsOf(template)[request.method.toLowerCase()];
  if (!template || !operation) return [`${request.method} ${request.path}: no such operation`];
  const form = parseForm(request.form);
  const newer = new Set(newerParams[`${request.method} ${template}`]?.params ?? []);
  const old = Object.fromEntries(Object.entries(form).filter(([key]) => !newer.has(key)));
  return checkObject(old, schemaOf(operation, request.method), "");
}
