import { existsSync, linkSync, mkdirSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

type Manifest = { dependencies?: Record<string, string>; optionalDependencies?: Record<string, string> };

/**
 * Gives a folder packages of its own, with all they depend on, as hard links: a bundler that may not look outside of the
 * folder refuses symbolic ones.
 */
export function linkPackages(names: readonly string[], from: string, to: string): void {
  const done = new Set<string>();
  const waiting = [...names];
  for (let name = waiting.pop(); name !== undefined; name = waiting.pop()) {
    if (done.has(name) || !existsSync(join(from, name))) continue;
    done.add(name);
    linkTree(join(from, name), join(to, name));
    const manifest = JSON.parse(readFileSync(join(from, name, "package.json"), "utf8")) as Manifest;
    waiting.push(...Object.keys({ ...manifest.dependencies, ...manifest.optionalDependencies }));
  }
}

function linkTree(from: string, to: string): void {
  mkdirSync(to, { recursive: true });
  for (const entry of readdirSync(from, { withFileTypes: true })) {
    if (entry.isDirectory()) linkTree(join(from, entry.name), join(to, entry.name));
    else if (entry.isFile()) linkSync(join(from, entry.name), join(to, entry.name));
  }
}
