import type { Service } from "../../emulator/index";
import type { createProvider } from "../../provider/createProvider";
import type { Surroundings } from "../../provider/session";

export type Provider = ReturnType<typeof createProvider>;

/** Libraries keep nothing between two runs, and loading them is what takes time. */
const libraries = ["zod", "undici", "ipaddr.js"].map((name) => [name, jest.requireActual(name)] as const);

/**
 * Starts the provider as a new process of Pulumi's host does: with modules of its own, since some remember what the
 * process has done so far. The process before it has ended: what it would still load would be of the new one.
 */
export function startProvider(
  surroundings: Omit<Surroundings, "transport">,
  service: Pick<Service, "handle">,
): Provider {
  jest.resetModules();
  for (const [name, library] of libraries) jest.doMock(name, () => library);
  const { createServiceTransport } = require("./serviceTransport") as typeof import("./serviceTransport");
  const { createProvider: create } =
    require("../../provider/createProvider") as typeof import("../../provider/createProvider");
  return create({ ...surroundings, transport: createServiceTransport(service, surroundings.clock) });
}
