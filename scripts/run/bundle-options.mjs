import { root } from "./paths.mjs";

/** How the project's TypeScript becomes one module that Node runs: its packages stay outside. */
export const bundleOptions = /** @type {const} */ ({
  absWorkingDir: root,
  bundle: true,
  platform: "node",
  format: "esm",
  target: "node20",
  packages: "external",
  alias: { "@": root },
  sourcemap: "inline",
  logLevel: "silent",
});
