import { RunError } from "@pulumi/pulumi";
import { readTimeouts } from "./timeouts";

/** The resource options that matter here. */
interface Options {
  customTimeouts?: unknown;
  deleteBeforeReplace?: boolean;
  deletedWith?: unknown;
  import?: unknown;
}

/**
 * Refuses resource options that cannot be read, or under which Pulumi would lose data or leave a bill running. The
 * error ends the program, so it is of the kind that Pulumi prints without a stack.
 */
export function refuseOptions(name: string, args: { allowReplacement?: unknown }, options: Options): void {
  const refuse = (why: string): never => {
    const error = new RunError(`ManagedDatabase "${name}": ${why}`);
    // Formatting a stack with source maps takes Node 20 half a minute.
    delete error.stack;
    throw error;
  };
  if (options.deletedWith) {
    refuse(
      "the option deletedWith is not possible. Pulumi would not cancel the contract, and the bill would go on; leave the option out",
    );
  }
  if (options.deleteBeforeReplace && args.allowReplacement !== true) {
    refuse(
      "the option deleteBeforeReplace destroys the data before there is a new database; leave it out, or write allowReplacement: true if the data may go",
    );
  }
  if (options.import !== undefined && !/^\d+$/.test(String(options.import))) {
    refuse(
      `the option import is ${JSON.stringify(options.import)}: write the number of a contract as the portal shows it, such as "423310"`,
    );
  }
  try {
    readTimeouts(options.customTimeouts);
  } catch (error) {
    refuse(error instanceof Error ? error.message : String(error));
  }
}
