import { existsSync, readFileSync } from "node:fs";
import { dirname, join, normalize } from "node:path";
import { Visitor } from "oxc-parser";
import type { SourceFile } from "./source-files";

const maximumLines = 350;
const forbiddenName = /(^|[-./])(utils?|helpers?|common|managers?|services?)([-./]|$)/i;
const isTest = (path: string) => /\.test\.tsx?$|^e2e\//.test(path);
const readsEnvironment =
  /^(lib\/kernel\/env\.ts$|scripts\/|bench\/|e2e\/|[^/]+\.(ts|mjs)$|db\/(test-|seed|demo|embedded))/;
/** Where decisions are made: time comes from a clock and randomness from lib/kernel/ids.ts. */
const decides = /^(lib\/(?!kernel\/)|inngest\/|db\/(?!test-|seed|demo|factories))/;
const mayKnowSandbox =
  /^lib\/sandbox\/|^lib\/kernel\/env\.ts$|(^|\/)registry\.ts$|^(scripts|bench|e2e)\/|^[^/]+$|^db\/(seed|demo)/;
const sandboxWord = /sandbox/i;

/** Rules of CONTRIBUTING.md that no general linter knows. */
export function findHouseBreaches(files: SourceFile[]): string[] {
  return files.flatMap((file) => [...nameAndSize(file), ...forbiddenExpressions(file)]);
}

function nameAndSize({ path, text }: SourceFile): string[] {
  const found: string[] = [];
  const lines = text.split("\n").length - 1;
  if (lines > maximumLines) found.push(`${path}: ${lines} lines, at most ${maximumLines}: split it by idea`);
  if (forbiddenName.test(path)) found.push(`${path}: its name says nothing; name it after the one thing it does or is`);
  const kebab = path.split("/").every((part) => /^[a-z0-9_.()-]*(\[+\.*\w+\]+)?[a-z0-9_.()-]*$/.test(part));
  if (!kebab) found.push(`${path}: file and folder names are kebab-case`);
  return found;
}

function forbiddenExpressions({ path, program, text, lineAt }: SourceFile): string[] {
  if (isTest(path)) return [];
  const found: string[] = [];
  const add = (start: number, message: string) => found.push(`${path}:${lineAt(start)}: ${message}`);
  const decision = (start: number, test: { start: number; end: number }) => {
    if (mayKnowSandbox.test(path) || !sandboxWord.test(text.slice(test.start, test.end))) return;
    add(start, "decides by whether something is the sandbox; only lib/sandbox and the registries may");
  };
  new Visitor({
    MemberExpression(node) {
      const source = text.slice(node.start, node.end);
      if (source === "process.env" && !readsEnvironment.test(path))
        add(node.start, "only lib/kernel/env.ts reads process.env");
      if (!decides.test(path)) return;
      if (source === "Date.now") add(node.start, "Date.now(): take the time from a Clock");
      if (source === "Math.random") add(node.start, "Math.random(): take randomness from lib/kernel/ids.ts");
    },
    NewExpression(node) {
      const bare = text.slice(node.callee.start, node.callee.end) === "Date" && node.arguments.length === 0;
      if (bare && decides.test(path)) add(node.start, "new Date(): take the time from a Clock");
    },
    IfStatement: (node) => decision(node.start, node.test),
    ConditionalExpression: (node) => decision(node.start, node.test),
    SwitchStatement: (node) => decision(node.start, node.discriminant),
  }).visit(program);
  return found;
}

const topFolders = "docs|lib|app|db|inngest|scripts|bench|e2e|components|drizzle";
const pathPart = String.raw`(?:\([\w-]+\)|[\w[\]-]|\.(?=\w))+`;
const cited = new RegExp(`(?:^|[\\s(\`"'])((?:\\.\\.?/)*(?:${topFolders})/${pathPart}(?:/${pathPart})*)`, "g");

/** Paths of this project that a document or a comment names and that are not there. */
export function findDeadCitations(root: string, paths: string[]): string[] {
  return paths
    .filter((path) => path.endsWith(".md"))
    .flatMap((path) => {
      const text = readFileSync(join(root, path), "utf8");
      const names = [...text.matchAll(cited)].map((match) => match[1] ?? "");
      const links = [...text.matchAll(/\]\((?!https?:|#|mailto:)([^)\s#]+)/g)].map((match) => match[1] ?? "");
      const dead = (name: string) =>
        ![name, join(dirname(path), name)].some((each) => existsSync(join(root, normalize(each))));
      return [...new Set([...names, ...links])]
        .filter(dead)
        .map((name) => `${path}: names ${name}, which does not exist`);
    });
}
