/** Next calls this once a server process: background work starts with it. */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME !== "nodejs") return;
  const { startRuntime } = await import("./inngest/start-runtime");
  await startRuntime();
}
