export { embeddedClientOptions } from "./client-options";
export { type Engine, startEngine } from "./start-engine";
