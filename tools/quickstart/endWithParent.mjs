/* Loaded into the emulator before its own code: it ends with the quickstart, even if that was killed. */
process.on("disconnect", () => process.kill(process.pid, "SIGTERM"));
