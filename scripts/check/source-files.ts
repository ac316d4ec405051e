import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { type Program, parseSync } from "oxc-parser";
import { ResolverFactory } from "oxc-resolver";

export type Import = {
  specifier: string;
  /** Path relative to the project, or the package's name, or undefined when nothing is found. */
  target: { file: string } | { package: string } | undefined;
  /** Nothing of it is left when the program runs. */
  typeOnly: boolean;
  line: number;
};

export type SourceFile = {
  path: string;
  text: string;
  program: Program;
  imports: Import[];
  lineAt(offset: number): number;
};

const sourcePattern = /\.(ts|tsx|mjs)$/;

/** Every file that git knows or would take, as paths relative to the project. */
export function listFiles(root: string): string[] {
  const output = execFileSync("git", ["ls-files", "--cached", "--others", "--exclude-standard"], { cwd: root });
  const paths = output.toString().split("\n").filter(Boolean);
  return paths.filter((path) => existsSync(join(root, path))).sort();
}

export function readSourceFiles(root: string, paths: string[]): SourceFile[] {
  const tsconfig = { configFile: join(root, "tsconfig.json"), references: "auto" as const };
  const resolver = new ResolverFactory({
    tsconfig,
    extensions: [".ts", ".tsx", ".mjs", ".js", ".json", ".d.ts"],
    conditionNames: ["node", "import", "types", "default"],
    builtinModules: true,
  });
  const sources = paths.filter((path) => sourcePattern.test(path) && !path.endsWith(".d.ts"));
  return sources.map((path) => parseSource(root, path, resolver));
}

function parseSource(root: string, path: string, resolver: ResolverFactory): SourceFile {
  const text = readFileSync(join(root, path), "utf8");
  const { module, program } = parseSync(path, text);
  const lineAt = (offset: number) => text.slice(0, offset).split("\n").length;
  const imports: Import[] = [];
  const add = (specifier: string, typeOnly: boolean, start: number) =>
    imports.push({ specifier, typeOnly, line: lineAt(start), target: resolve(root, path, specifier, resolver) });

  for (const { moduleRequest, entries, start } of module.staticImports) {
    add(moduleRequest.value, entries.length > 0 && entries.every((entry) => entry.isType), start);
  }
  for (const { entries } of module.staticExports) {
    for (const { moduleRequest, isType, start } of entries) if (moduleRequest) add(moduleRequest.value, isType, start);
  }
  for (const { moduleRequest, start } of module.dynamicImports) {
    const literal = /^["'`]([^"'`$]+)["'`]$/.exec(text.slice(moduleRequest.start, moduleRequest.end));
    if (literal?.[1]) add(literal[1], false, start);
  }
  return { path, text, program, imports, lineAt };
}

function resolve(root: string, path: string, specifier: string, resolver: ResolverFactory): Import["target"] {
  if (specifier.startsWith("node:")) return { package: specifier };
  if (!/^(\.|@\/)/.test(specifier)) return { package: packageName(specifier) };
  const found = resolver.resolveFileSync(join(root, path), specifier).path;
  return found ? { file: relative(root, found) } : undefined;
}

function packageName(specifier: string): string {
  const [first = "", second = ""] = specifier.split("/");
  return first.startsWith("@") ? `${first}/${second}` : first;
}
