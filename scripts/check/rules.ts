import { readFileSync } from "node:fs";
import { join } from "node:path";
import { findBreaches } from "./boundaries";
import { findDeadCitations, findHouseBreaches } from "./house-rules";
import { listFiles, readSourceFiles } from "./source-files";

const root = join(import.meta.dirname, "..", "..");
const paths = listFiles(root);
const files = readSourceFiles(root, paths);
const { dependencies } = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as { dependencies: object };

const findings = [
  ...findBreaches(files, new Set(Object.keys(dependencies))),
  ...findHouseBreaches(files),
  ...findDeadCitations(root, paths),
];
for (const finding of findings) console.error(finding);
console.log(`${files.length} files, ${findings.length} breaches`);
process.exit(findings.length === 0 ? 0 : 1);
