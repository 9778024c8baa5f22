import { systemClock } from "./clock";
import { createProvider } from "./createProvider";
import { createHostEngine } from "./engine/hostEngine";

/*
 * What the shim in every state loads, by the subpath `pulumi-plusserver/provider`. Neither the subpath nor these
 * names may ever change. The host is started with the engine's address as its last argument.
 */
const engineAddress = /^[\w.:[\]-]+:\d+$/.test(process.argv.at(-1) ?? "") ? process.argv.at(-1) : undefined;

export const {
  configure,
  check,
  diff,
  create,
  read,
  update,
  delete: destroy,
} = createProvider({
  environment: process.env,
  clock: systemClock,
  engine: createHostEngine(engineAddress),
});
export { destroy as delete };
