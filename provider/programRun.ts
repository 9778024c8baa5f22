import * as pulumi from "@pulumi/pulumi";

/** What a provider needs to know and the engine does not tell it: read in the program, passed as hidden inputs. */
export function describeRun(name: string, type: string, args: object, opts: pulumi.CustomResourceOptions) {
  // Waiting for a value that is known costs time with every resource.
  const mayBeSecret = Object.entries(args).filter(([, value]) => holdsOutput(value));
  return {
    __urn: pulumi.createUrn(name, type, opts.parent),
    __run: {
      monitor: monitorAddress(),
      stack: `${organization()}/${pulumi.getProject()}/${pulumi.getStack()}`,
    },
    ...(mayBeSecret.length > 0 && { __secrets: findSecretNames(mayBeSecret) }),
    ...(opts.customTimeouts && { __timeouts: opts.customTimeouts }),
  };
}

/** Unit tests with mocks mostly name no organization, and then Pulumi throws; a file backend calls its own like this. */
function organization(): string {
  try {
    return pulumi.getOrganization();
  } catch {
    return "organization";
  }
}

/** Where the resource monitor of this run listens; empty in unit tests, which replace it by mocks. */
function monitorAddress(): string {
  const monitor = pulumi.runtime.getMonitor() as { getChannel?: () => { getTarget(): string } } | undefined;
  return (
    monitor
      ?.getChannel?.()
      .getTarget()
      .replace(/^\w+:(?=.*:)/, "") ?? ""
  );
}

/** A list or an object with a secret in it is one, too. */
function holdsOutput(value: unknown): boolean {
  if (pulumi.Output.isInstance(value) || value instanceof Promise) return true;
  return typeof value === "object" && value !== null && Object.values(value).some(holdsOutput);
}

/** The arguments that are secrets: an error about one must not show its value. */
async function findSecretNames(args: [name: string, value: unknown][]): Promise<string[]> {
  const checked = args.map(async ([name, value]) =>
    (await pulumi.isSecret(pulumi.output(value))) ? [name] : [],
  );
  return (await Promise.all(checked)).flat();
}
