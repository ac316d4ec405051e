type Operand = { path: string[] } | { literal: string | number | boolean | null };
export type Comparison = { left: Operand; right: Operand };

const token = /\s*(==|&&|\.|\[|\]|"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|-?\d+(?:\.\d+)?|[A-Za-z_]\w*)\s*/y;
const words: Record<string, boolean | null> = { true: true, false: false, null: null };

/**
 * Parses the part of CEL that the engine knows: `==` between field paths and literals, joined by `&&`.
 * Everything else throws: an expression that is silently read wrong would start or wake the wrong run.
 */
export function parseExpression(source: string): Comparison[] {
  const tokens = tokenize(source);
  const comparisons: Comparison[] = [];
  for (;;) {
    const left = readOperand(tokens);
    if (tokens.shift() !== "==") throw unreadable(source);
    comparisons.push({ left, right: readOperand(tokens) });
    if (tokens.length === 0) return comparisons;
    if (tokens.shift() !== "&&") throw unreadable(source);
  }
}

const unreadable = (source: string) =>
  new Error(`The engine cannot read "${source}": it knows == between fields and literals, joined by &&.`);

function tokenize(source: string): string[] {
  const tokens: string[] = [];
  token.lastIndex = 0;
  while (token.lastIndex < source.length) {
    const match = token.exec(source);
    if (!match?.[1]) throw unreadable(source);
    tokens.push(match[1]);
  }
  return tokens;
}

function readOperand(tokens: string[]): Operand {
  const first = tokens.shift() ?? "";
  if (/^["']/.test(first)) return { literal: unquote(first) };
  if (/^[-\d]/.test(first)) return { literal: Number(first) };
  if (Object.hasOwn(words, first)) return { literal: words[first] as boolean | null };
  if (first !== "event" && first !== "async") throw unreadable(first);
  const path = [first];
  while (tokens[0] === "." || tokens[0] === "[") path.push(readPart(tokens));
  return { path };
}

function readPart(tokens: string[]): string {
  const [mark, part = "", close] = tokens;
  if (mark === "." && /^[A-Za-z_]/.test(part)) {
    tokens.splice(0, 2);
    return part;
  }
  if (mark !== "[" || close !== "]" || !/^["']/.test(part)) throw unreadable(tokens.join(""));
  tokens.splice(0, 3);
  return unquote(part);
}

/** Whether an event meets a trigger's expression. */
export function meets(comparisons: Comparison[], event: unknown): boolean {
  const value = (operand: Operand) => ("literal" in operand ? operand.literal : valueAt({ event }, operand.path));
  return comparisons.every(({ left, right }) => value(left) !== undefined && value(left) === value(right));
}

/**
 * What a later event must contain to end a wait: `event` is the run's own event, `async` the one waited for.
 * `key` is the first compared value, by which waits are indexed.
 */
export function waitMatch(comparisons: Comparison[], event: unknown): { match: Record<string, unknown>; key: string } {
  const match: Record<string, unknown> = {};
  let key = "";
  for (const { left, right } of comparisons) {
    const [target, other] = isAsync(left) ? [left, right] : [right, left];
    if (!("path" in target) || !isAsync(target) || isAsync(other))
      throw new Error("A wait compares a field of `async` with `event` or a literal.");
    const value = "literal" in other ? other.literal : valueAt({ event }, other.path);
    if (value === undefined || (typeof value === "object" && value !== null))
      throw new Error(
        "A wait compares with a field that the run's event does not have as a plain value: it would never end.",
      );
    key ||= String(value);
    place(match, target.path.slice(1), value);
  }
  return { match, key };
}

/** The values of an event by which a wait may be indexed. */
export function matchKeys(value: unknown, depth = 0): string[] {
  if (value === null || typeof value !== "object") return [String(value)];
  return depth > 8 ? [] : Object.values(value).flatMap((entry) => matchKeys(entry, depth + 1));
}

const isAsync = (operand: Operand) => "path" in operand && operand.path[0] === "async";

function valueAt(root: unknown, path: string[]): unknown {
  return path.reduce<unknown>((at, part) => {
    if (at === null || typeof at !== "object" || !Object.hasOwn(at, part)) return undefined;
    return (at as Record<string, unknown>)[part];
  }, root);
}

function place(target: Record<string, unknown>, path: string[], value: unknown): void {
  const [part, ...rest] = path;
  if (part === undefined || part === "__proto__")
    throw new Error("A wait compares fields of the event, not the event itself.");
  if (rest.length > 0) {
    target[part] ??= {};
    place(target[part] as Record<string, unknown>, rest, value);
  } else target[part] = value;
}

function unquote(text: string): string {
  return text.slice(1, -1).replace(/\\(.)/g, "$1");
}
