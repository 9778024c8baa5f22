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
    ...(opts.aliases?.length && {
      __formerUrns: opts.aliases.map((alias) => urnOf(alias, name, type, opts)),
    }),
  };
}

/** The URN that an alias stands for: what it leaves out is as it is now. */
function urnOf(
  alias: pulumi.Input<pulumi.URN | pulumi.Alias>,
  name: string,
  type: string,
  opts: pulumi.CustomResourceOptions,
): pulumi.Output<string> {
  return pulumi.output(alias).apply((former) => {
    if (typeof former === "string") return pulumi.output(former);
    const parent = "parent" in former ? former.parent : opts.parent;
    return pulumi.createUrn(
      former.name ?? name,
      former.type ?? type,
      parent as pulumi.Resource,
      former.project as string | undefined,
      former.stack as string | undefined,
    );
  });
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
