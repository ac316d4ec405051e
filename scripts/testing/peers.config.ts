import { join } from "node:path";
import { defineConfig, mergeConfig } from "vitest/config";
import base from "../../vitest.config";

/** Tests against counterparts that others wrote; each skips with its reason when the counterpart is not there. */
const peers = mergeConfig(
  base,
  defineConfig({ root: join(import.meta.dirname, "../.."), test: { testTimeout: 120_000 } }),
);
peers.test = { ...peers.test, include: ["{lib,inngest}/**/*.peers.test.ts"], exclude: ["node_modules/**"] };

export default peers;
