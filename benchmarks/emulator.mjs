import { createRequire } from "node:module";
import { join } from "node:path";
import { root } from "../tools/run/paths.mjs";

const require = createRequire(import.meta.url);

/**
 * Starts the built emulator in this process, with everything in memory, and tells how a provider gets to it.
 * @param {object} [options] Those of the emulator's `startEmulator`.
 */
export async function openEmulator(options) {
  const { startEmulator } = require(join(root, "dist", "emulator", "index.js"));
  const emulator = await startEmulator(options);
  const { clientId, clientSecret, username, password } = emulator.credentials;
  /** @type {Record<string, string>} */
  const env = {
    PLUSSERVER_API_URL: emulator.apiUrl,
    PLUSSERVER_TOKEN_URL: emulator.tokenUrl,
    PLUSSERVER_CLIENT_ID: clientId,
    PLUSSERVER_CLIENT_SECRET: clientSecret,
    PLUSSERVER_USERNAME: username,
    PLUSSERVER_PASSWORD: password,
    PLUSSERVER_ACCEPT_TERMS: "true",
  };
  return { emulator, env };
}
