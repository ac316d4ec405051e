/** Preloaded into the server: when the script that started it is killed, the server ends too instead of holding its port. */
if (process.channel && process.argv[1]?.endsWith("next")) {
  process.channel.unref();
  process.on("disconnect", () => process.kill(process.pid, "SIGTERM"));
}
