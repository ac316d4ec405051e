import type { ApiSchema } from "./document";

/** What a value is, in a few words, and the named schema that says more. */
export type TypeWords = { words: string; names: string | null; list: boolean; nullable: boolean };

export function typeWords(schema: ApiSchema): TypeWords {
  if (schema.$ref) {
    const names = schema.$ref.split("/").at(-1) ?? "";
    return { words: names, names, list: false, nullable: false };
  }
  if (schema.anyOf) {
    const [first] = schema.anyOf.filter((each) => each.type !== "null");
    return { ...typeWords(first ?? {}), nullable: schema.anyOf.some((each) => each.type === "null") };
  }
  if (Array.isArray(schema.type)) {
    const [type] = schema.type.filter((each) => each !== "null");
    return { ...typeWords({ ...schema, type }), nullable: schema.type.includes("null") };
  }
  if (schema.type === "array") return { ...typeWords(schema.items ?? {}), list: true };
  return { words: plainWords(schema), names: null, list: false, nullable: false };
}

function plainWords(schema: ApiSchema): string {
  if (schema.enum) return schema.enum.join(" | ");
  const { type = "any value", format, minimum, maximum } = schema;
  if (format === "date-time") return "moment";
  if (format === "uri") return "address";
  return minimum !== undefined && maximum !== undefined ? `${type}, ${minimum} to ${maximum}` : String(type);
}

/** What a value says of itself, also where it may be null. */
export function descriptionOf(schema: ApiSchema): string | undefined {
  return schema.description ?? schema.anyOf?.find((each) => each.type !== "null")?.description;
}

/** The fields inside a value: of the object itself, or of the objects in a list. */
export function innerFields(schema: ApiSchema): ApiSchema | null {
  if (schema.properties) return schema;
  if (schema.items) return innerFields(schema.items);
  const some = schema.anyOf?.find((each) => each.type !== "null");
  return some ? innerFields(some) : null;
}
