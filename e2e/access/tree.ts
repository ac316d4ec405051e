import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";

const root = join(import.meta.dirname, "..", "..");

function filesBelow(folder: string): string[] {
  return readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name) && !/\.test\.tsx?$/.test(entry.name))
    .map((entry) => relative(root, join(entry.parentPath, entry.name)));
}

/** `app/(portal)/orders/[orderId]/page.tsx` → `/orders/[orderId]`. */
function addressOf(file: string): string {
  const parts = file.split("/").slice(1, -1);
  return `/${parts.filter((part) => !/^\(.*\)$/.test(part)).join("/")}`;
}

export type Handler = { path: string; methods: string[] };

/** Every page and every route handler with the methods it answers, as the source tree has them now. */
export function pagesAndHandlers(): { pages: string[]; handlers: Handler[] } {
  const files = filesBelow("app");
  const methods = ["GET", "POST", "PUT", "PATCH", "DELETE"];
  return {
    pages: files
      .filter((file) => /(^|\/)page\.tsx?$/.test(file))
      .map(addressOf)
      .sort(),
    handlers: files
      .filter((file) => /(^|\/)route\.tsx?$/.test(file) && !file.startsWith("app/_"))
      .map((file) => {
        const text = readFileSync(join(root, file), "utf8");
        const exported = (method: string) =>
          new RegExp(`export\\s+(?:async\\s+function|const)\\s+${method}\\b|export\\s*\\{[^}]*\\b${method}\\b`).test(
            text,
          );
        return { path: addressOf(file), methods: methods.filter(exported) };
      })
      .sort((a, b) => a.path.localeCompare(b.path)),
  };
}

/** Every server action of the source tree as `file:export`; actions written inside a component as `file:*`. */
export function actionsInSource(): string[] {
  return ["app", "components"].flatMap(filesBelow).flatMap((file) => {
    const text = readFileSync(join(root, file), "utf8");
    if (/^\s*["']use server["']/.test(text)) {
      const names = [...text.matchAll(/^export\s+(?:const|async\s+function)\s+(\w+)/gm)].map((match) => match[1]);
      return names.map((name) => `${file}:${name}`);
    }
    return /^\s+["']use server["']/m.test(text) ? [`${file}:*`] : [];
  });
}

export type BuiltAction = { id: string; key: string; page: string };

/** The actions that the running build answers to, with a page that each may be sent to. Empty without a build. */
export function actionsInBuild(): BuiltAction[] {
  const file = join(root, ".next", "server", "server-reference-manifest.json");
  if (!existsSync(file)) return [];
  type Entry = { workers: Record<string, unknown>; filename?: string; exportedName?: string };
  const { node } = JSON.parse(readFileSync(file, "utf8")) as { node: Record<string, Entry> };
  return Object.entries(node).map(([id, { workers, filename = "", exportedName = "" }]) => {
    const inline = exportedName.startsWith("$$RSC_SERVER_ACTION");
    // A page without a parameter, so that its address is known.
    const worker =
      Object.keys(workers).sort((a, b) => Number(a.includes("[")) - Number(b.includes("[")))[0] ?? "app/page";
    return { id, key: `${filename}:${inline ? "*" : exportedName}`, page: addressOf(worker.replace(/^app\//, "app/")) };
  });
}
