export { embeddedClientOptions } from "./client-options";
export { type Engine, type EngineOptions, startEngine } from "./start-engine";
