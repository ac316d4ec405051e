import { join } from "node:path";
import { configDefaults, defineConfig } from "vitest/config";

const root = import.meta.dirname;

export default defineConfig({
  resolve: {
    alias: [
      { find: /^@\//, replacement: `${root}/` },
      // Throws outside a React server bundle; a test is a server.
      { find: /^server-only$/, replacement: join(root, "node_modules/server-only/empty.js") },
    ],
  },
  test: {
    include: ["{lib,db,inngest,app,components,scripts,bench}/**/*.test.{ts,tsx}", "*.test.ts"],
    exclude: [...configDefaults.exclude, "**/*.peers.test.ts", ".data/**", ".build/**"],
    globalSetup: ["./scripts/testing/global-setup.ts"],
    setupFiles: ["./scripts/testing/environment.ts"],
    maxWorkers: 2,
    testTimeout: 60_000,
    hookTimeout: 120_000,
  },
});
