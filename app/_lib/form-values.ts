type Tree = { [key: string]: unknown };

const reserved = new Set(["__proto__", "prototype", "constructor"]);

/**
 * What a form sent, as an object to parse: `contact.city` nests, a name that comes more than once or ends in `[]` is a list.
 * Files and React's own fields are left out. Objects have no prototype.
 */
export function formValues(form: FormData): Tree {
  const values: Tree = Object.create(null);
  for (const [rawName, value] of form) {
    if (typeof value !== "string" || rawName.startsWith("$")) continue;
    const isList = rawName.endsWith("[]");
    const path = (isList ? rawName.slice(0, -2) : rawName).split(".");
    if (path.length > 4 || path.some((part) => part === "" || reserved.has(part))) continue;
    const last = path.pop() ?? "";
    const parent = descend(values, path);
    if (!parent) continue;
    const before = parent[last];
    if (before === undefined) parent[last] = isList ? [value] : value;
    else parent[last] = Array.isArray(before) ? [...before, value] : [before, value];
  }
  return values;
}

/** The object at a path, made on the way; null where a plain value is in the way. */
function descend(from: Tree, path: string[]): Tree | null {
  let at = from;
  for (const part of path) {
    const child: unknown = at[part] ?? Object.create(null);
    if (typeof child !== "object" || Array.isArray(child)) return null;
    at[part] = child;
    at = child as Tree;
  }
  return at;
}

const secretName = /pass(word)?|secret|token|code|card|credential|key/i;

/** What may be put back into the fields of a form that was refused: all plain text but secrets, by the field's name. */
export function keptValues(form: FormData): Record<string, string> {
  const kept: Record<string, string> = {};
  for (const [name, value] of form) {
    if (typeof value !== "string" || name.startsWith("$") || secretName.test(name) || reserved.has(name)) continue;
    kept[name] = value.slice(0, 2000);
  }
  return kept;
}
