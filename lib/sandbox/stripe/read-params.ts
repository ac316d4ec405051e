import { z } from "zod";
import { type ApiFailure, type ErrorBody, invalidRequest } from "./api-failure";
import type { Form } from "./form";

/** Form values are strings; each of these reads one kind as Stripe does and answers with Stripe's code when it cannot. */
const fail = (code: string | undefined, message: string) => ({ params: { stripeCode: code, stripeMessage: message } });

export const text = (max = 5000) =>
  z
    .string()
    .min(1, { error: "empty" })
    .max(max, { error: `Invalid string: too long (${max} characters at most)` });

export const integer = () =>
  z
    .string()
    .refine((value) => /^-?\d{1,15}$/.test(value), {
      error: (issue) => `Invalid integer: ${String(issue.input)}`,
      ...fail("parameter_invalid_integer", ""),
    })
    .transform(Number);

export const positive = () =>
  integer().refine((value) => value >= 1, {
    error: "This value must be greater than or equal to 1.",
    ...fail("parameter_invalid_integer", ""),
  });

export const bool = () =>
  z
    .string()
    .refine((value) => value === "true" || value === "false", {
      error: (issue) => `Invalid boolean: ${String(issue.input)}`,
    })
    .transform((value) => value === "true");

export const oneOf = <const T extends string>(...values: T[]) => z.enum(values);

/** `""` unsets a value that may be unset. */
export const emptyable = <T extends z.ZodType>(schema: T) => z.union([z.literal("").transform(() => null), schema]);

export const url = () =>
  text().refine((value) => URL.canParse(value), { error: "Not a valid URL", ...fail("url_invalid", "") });

export const object = <T extends z.core.$ZodLooseShape>(shape: T) => z.strictObject(shape);

export const metadata = () =>
  z
    .record(
      z.string().max(40, { error: "Metadata keys can have up to 40 characters." }),
      z.string().max(500, { error: "Metadata values can have up to 500 characters." }),
    )
    .refine((value) => Object.keys(value).length <= 50, { error: "You can have up to 50 metadata keys." });

export const expand = { expand: z.array(text()).max(20).optional() };

const range = object({
  gt: integer().optional(),
  gte: integer().optional(),
  lt: integer().optional(),
  lte: integer().optional(),
});
export type CreatedRange = z.output<typeof range>;

export const page = {
  limit: integer()
    .refine((value) => value >= 1 && value <= 100, { error: "The limit must be between 1 and 100." })
    .optional(),
  starting_after: text().optional(),
  ending_before: text().optional(),
};

export const created = {
  created: z.union([range, integer().transform((value): CreatedRange => ({ gte: value, lte: value }))]).optional(),
};

/** The bounds as inclusive ones, which is what the store filters by. */
export function readRange(range: CreatedRange | undefined): { gte?: number; lte?: number } {
  if (!range) return {};
  const lower = [range.gte, range.gt === undefined ? undefined : range.gt + 1].filter((value) => value !== undefined);
  const upper = [range.lte, range.lt === undefined ? undefined : range.lt - 1].filter((value) => value !== undefined);
  return {
    ...(lower.length > 0 ? { gte: Math.max(...lower) } : {}),
    ...(upper.length > 0 ? { lte: Math.min(...upper) } : {}),
  };
}

function paramName(path: readonly PropertyKey[]): string {
  const [head, ...rest] = path.map(String);
  return `${head ?? ""}${rest.map((key) => `[${key}]`).join("")}`;
}

type Refusal = { message: string } & Pick<ErrorBody, "code" | "param">;

function describe(issue: z.core.$ZodIssue): Refusal {
  const param = paramName(issue.path);
  if (issue.code === "unrecognized_keys") {
    const unknown = paramName([...issue.path, issue.keys[0] ?? ""]);
    return { code: "parameter_unknown", param: unknown, message: `Received unknown parameter: ${unknown}` };
  }
  if (issue.code === "invalid_union") {
    const closest = issue.errors.at(-1)?.[0];
    return closest
      ? describe({ ...closest, path: [...issue.path, ...closest.path] })
      : { param, message: `Invalid value for ${param}` };
  }
  if (issue.message === "empty")
    return {
      code: "parameter_invalid_empty",
      param,
      message: `You passed an empty string for '${param}'. We assume empty values are an attempt to unset a parameter; however '${param}' cannot be unset. You should remove '${param}' from your request or supply a non-empty value.`,
    };
  if (issue.code === "invalid_type" || (issue.code === "invalid_value" && issue.input === undefined)) {
    if (issue.input === undefined)
      return { code: "parameter_missing", param, message: `Missing required param: ${param}.` };
    return { param, message: issue.code === "invalid_type" ? `Invalid ${issue.expected}` : `Invalid ${param}` };
  }
  if (issue.code === "invalid_value")
    return { param, message: `Invalid ${param}: must be one of ${issue.values.map(String).join(", ")}` };
  const code = issue.code === "custom" ? (issue.params?.stripeCode as string | undefined) : undefined;
  return { ...(code ? { code } : {}), param, message: issue.message };
}

/** Reads a form by its schema, or throws Stripe's 400 for the first thing wrong with it. */
export function readParams<T extends z.ZodType>(schema: T, form: Form): z.output<T> {
  const result = schema.safeParse(form, { reportInput: true });
  if (result.success) return result.data;
  throw refusal(result.error.issues);
}

function refusal(issues: readonly z.core.$ZodIssue[]): ApiFailure {
  const first = issues.find((issue) => issue.code === "unrecognized_keys") ?? issues[0];
  const { message, ...extra } = first ? describe(first) : { message: "Invalid request" };
  return invalidRequest(message, extra);
}
