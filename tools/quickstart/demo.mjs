import { delimiter, join } from "node:path";
import { root } from "../run/paths.mjs";

/** All that the quickstart keeps between runs: the stack's state, and the contracts of the emulator. */
export const demoFolder = join(root, ".quickstart");

export const stackName = "dev";

/** The public address that this machine stands for: one of the program's trusted sources. */
export const clientAddress = "123.123.123.123";

/** The emulator's own demo login: it opens nothing else. */
export const demoLogin = {
  PLUSSERVER_CLIENT_ID: "demo-client",
  PLUSSERVER_CLIENT_SECRET: "demo-client-secret",
  PLUSSERVER_USERNAME: "demo",
  PLUSSERVER_PASSWORD: "demo-password",
};

/** Where Pulumi keeps this stack: a folder, no account. The state holds nothing worth a better passphrase. */
export const pulumiSettings = {
  PULUMI_HOME: join(demoFolder, "home"),
  PULUMI_BACKEND_URL: `file://${join(demoFolder, "state").replaceAll("\\", "/")}`,
  PULUMI_STACK: stackName,
  PULUMI_CONFIG_PASSPHRASE: "quickstart",
  PULUMI_SKIP_UPDATE_CHECK: "true",
};

/**
 * The environment in which the quickstart runs Pulumi: nothing of the user's own plusserver or Pulumi settings.
 * @param {string} bin The folder with the Pulumi CLI.
 * @param {import("./emulator.mjs").EmulatorAddresses} emulator
 * @returns {NodeJS.ProcessEnv}
 */
export function demoEnvironment(bin, { apiUrl, tokenUrl }) {
  const inherited = Object.entries(process.env).filter(([name]) => !/^(PULUMI|PLUSSERVER)_/.test(name));
  return {
    ...Object.fromEntries(inherited),
    PATH: `${bin}${delimiter}${process.env.PATH}`,
    ...pulumiSettings,
    ...demoLogin,
    PLUSSERVER_API_URL: apiUrl,
    PLUSSERVER_TOKEN_URL: tokenUrl,
    PLUSSERVER_ACCEPT_TERMS: "true",
  };
}

/** A command about this stack, for the user's shell. @param {string} bin @param {string[]} args */
export function shellCommand(bin, args) {
  const { PULUMI_BACKEND_URL, PULUMI_CONFIG_PASSPHRASE } = pulumiSettings;
  const settings = Object.entries({ PULUMI_BACKEND_URL, PULUMI_CONFIG_PASSPHRASE });
  return [
    ...settings.map(([name, value]) => `${name}=${quote(value)}`),
    ...[quote(join(bin, "pulumi")), ...args, "--stack", stackName, "--cwd", quote(root)],
  ].join(" ");
}

/** @param {string} text */
function quote(text) {
  return /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;
}
