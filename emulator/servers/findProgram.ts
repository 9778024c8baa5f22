import { accessSync, constants } from "node:fs";
import { delimiter, join } from "node:path";

/** Debian keeps servers away from the PATH of those who are not root. */
const more = ["/usr/sbin", "/usr/local/sbin"];

/** The first of these programs on the PATH; undefined: there is none. */
export function findProgram(...names: string[]): string | undefined {
  const folders = [...(process.env.PATH ?? "").split(delimiter).filter(Boolean), ...more];
  for (const name of names) {
    for (const folder of folders) {
      try {
        accessSync(join(folder, name), constants.X_OK);
        return join(folder, name);
      } catch {
        // Not in this one.
      }
    }
  }
  return undefined;
}
