import { join } from "node:path";

export const root = join(import.meta.dirname, "..", "..");
export const dataFolder = join(root, ".data");
export const buildFolder = join(root, ".build");
export const bin = (name) => join(root, "node_modules", ".bin", name);
export const nextBin = join(root, "node_modules", "next", "dist", "bin", "next");
