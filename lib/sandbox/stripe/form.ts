/** A decoded form body: strings at the leaves, nested by brackets; `a[]` and `a[0]` both make lists. */
export type FormValue = string | FormValue[] | { [key: string]: FormValue };
export type Form = { [key: string]: FormValue };

type Tree = Map<string, Tree | string>;

function put(tree: Tree, path: string[], value: string): void {
  const head = path[0] === "" ? String(tree.size) : (path[0] ?? "");
  if (path.length === 1) {
    tree.set(head, value);
    return;
  }
  const next = tree.get(head);
  const child: Tree = next instanceof Map ? next : new Map();
  tree.set(head, child);
  put(child, path.slice(1), value);
}

function settle(tree: Tree): FormValue {
  const entries = [...tree].map(([key, value]) => [key, value instanceof Map ? settle(value) : value] as const);
  const isList = entries.length > 0 && entries.every(([key]) => /^\d+$/.test(key));
  if (isList) return entries.sort((a, b) => Number(a[0]) - Number(b[0])).map(([, value]) => value);
  // A null prototype keeps a parameter called __proto__ an ordinary, unknown parameter.
  return Object.assign(Object.create(null) as Form, Object.fromEntries(entries));
}

/** Decodes `a[b][0]=c` in the way Stripe does. A repeated scalar key keeps its last value. */
export function parseForm(encoded: string): Form {
  const tree: Tree = new Map();
  for (const [key, value] of new URLSearchParams(encoded)) {
    const open = key.indexOf("[");
    const path =
      open === -1
        ? [key]
        : [
            key.slice(0, open),
            ...key
              .slice(open + 1)
              .replace(/\]$/, "")
              .split("]["),
          ];
    put(tree, path, value);
  }
  const settled = settle(tree);
  return typeof settled === "object" && !Array.isArray(settled) ? settled : { ...(settled as unknown as Form) };
}
