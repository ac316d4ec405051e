import type { SourceFile } from "./source-files";

/** The layers of docs/architecture.md. A file belongs to the first whose pattern matches its path. */
const layers: { name: string; pattern: RegExp; values: string[]; types?: string[] }[] = [
  // Shapes and pure rules that a browser may load as well.
  { name: "leaf", pattern: /^lib\/[^/]+\/(views|filter-results|forecast)\.ts$/, values: ["leaf", "kernel"] },
  { name: "components", pattern: /^components\//, values: ["components", "leaf", "kernel"], types: ["area"] },
  {
    name: "app",
    pattern: /^(app\/|proxy\.ts|instrumentation\.ts)/,
    values: ["app", "components", "leaf", "upper area", "lower area", "kernel", "inngest", "engine"],
  },
  { name: "engine", pattern: /^inngest\/embedded\//, values: ["engine", "db", "kernel"] },
  {
    name: "inngest",
    pattern: /^inngest\//,
    values: ["inngest", "leaf", "upper area", "lower area", "db", "kernel", "engine"],
  },
  { name: "kernel", pattern: /^lib\/kernel\//, values: ["kernel"] },
  { name: "sandbox", pattern: /^lib\/sandbox\//, values: ["sandbox", "kernel"] },
  { name: "providers", pattern: /^lib\/providers\//, values: ["providers", "kernel", "db"] },
  {
    name: "upper area",
    pattern: /^lib\/(api|search|orders|renewals|domains|dns|certificates|stores|inventory|reconcile|admin)\//,
    values: ["upper area", "lower area", "leaf", "providers", "db", "kernel"],
  },
  { name: "lower area", pattern: /^lib\/[^/]+\//, values: ["lower area", "leaf", "providers", "db", "kernel"] },
  { name: "db", pattern: /^db\//, values: ["db", "kernel"], types: ["providers"] },
];

/** Stands outside the house: may use all of it, and nothing in it may use them. */
const outside = /^(scripts|bench|e2e)\/|^[^/]+\.(ts|mjs)$/;
/** Tests, and what only tests load, see everything. */
const testing = /\.test\.tsx?$|(^|\/)(conformance|test)[^/]*\.ts$|-suite\.ts$|^db\/(seed|demo|factories)|\/testing\//;

export function layerOf(path: string): string | undefined {
  return layers.find(({ pattern }) => pattern.test(path))?.name;
}

/** Every import that points up, reaches into an area's private rows, loads a tool into the product, or closes a circle. */
export function findBreaches(files: SourceFile[], dependencies: Set<string>): string[] {
  const inProduct = files.filter(({ path }) => layerOf(path) && !testing.test(path));
  const breaches = inProduct.flatMap((file) =>
    file.imports.flatMap((each) => {
      const reason = reasonAgainst(file.path, each, dependencies);
      return reason ? [`${file.path}:${each.line} imports ${each.specifier}: ${reason}`] : [];
    }),
  );
  return [...breaches, ...findCircles(inProduct)];
}

function reasonAgainst(
  from: string,
  each: SourceFile["imports"][number],
  dependencies: Set<string>,
): string | undefined {
  if (!each.target) return "no such file";
  if ("package" in each.target) {
    const { package: name } = each.target;
    if (each.typeOnly || name.startsWith("node:") || dependencies.has(name)) return undefined;
    return `${name} is not among the dependencies that a started product has`;
  }
  const { file: to } = each.target;
  const [mine, theirs] = [layerOf(from), layerOf(to)];
  const rule = layers.find(({ name }) => name === mine);
  if (testing.test(to)) return "the product must not load what is only there for tests";
  if (!theirs || !rule) return outside.test(to) ? "the product must not use what stands outside it" : undefined;
  if (/\/rows\.ts$/.test(to) && areaOf(from) !== areaOf(to)) return "rows.ts is private to its area";
  if (rule.values.includes(theirs)) return undefined;
  if (each.typeOnly && rule.types?.some((name) => theirs.endsWith(name))) return undefined;
  return `${mine} must not know ${theirs}`;
}

const areaOf = (path: string) => path.split("/").slice(0, 2).join("/");

/** Circles between areas, and between files, of imports that are there when the program runs. */
function findCircles(files: SourceFile[]): string[] {
  const byFile = new Map<string, Set<string>>();
  const byArea = new Map<string, Set<string>>();
  for (const { path, imports } of files) {
    for (const { target, typeOnly } of imports) {
      if (typeOnly || !target || !("file" in target)) continue;
      link(byFile, path, target.file);
      const [from, to] = [areaOf(path), areaOf(target.file)];
      const areas = [path, target.file].every((each) => layerOf(each)?.endsWith("area"));
      if (areas && from !== to) link(byArea, from, to);
    }
  }
  const say = (circle: string[]) => `circle: ${[...circle, circle[0]].join(" → ")}`;
  return [...circlesOf(byArea), ...circlesOf(byFile)].map(say);
}

function link(graph: Map<string, Set<string>>, from: string, to: string): void {
  graph.set(from, (graph.get(from) ?? new Set()).add(to));
}

/** One circle for each edge that closes one, found depth first. */
export function circlesOf(graph: Map<string, Set<string>>): string[][] {
  const circles: string[][] = [];
  const done = new Set<string>();
  const trail: string[] = [];
  const visit = (node: string) => {
    const at = trail.indexOf(node);
    if (at >= 0) circles.push(trail.slice(at));
    if (at >= 0 || done.has(node)) return;
    trail.push(node);
    for (const next of graph.get(node) ?? []) visit(next);
    trail.pop();
    done.add(node);
  };
  for (const node of graph.keys()) visit(node);
  return circles;
}
