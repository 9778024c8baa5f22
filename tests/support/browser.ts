import { accessSync, constants } from "node:fs";
import { delimiter, join } from "node:path";
import { type Browser, chromium } from "playwright-core";

const howToGet = "No Chromium on the PATH. On Debian: apt-get install chromium";

const executable = (process.env.PATH ?? "")
  .split(delimiter)
  .map((folder) => join(folder, "chromium"))
  .find(isExecutable);

/** Like `describe`; without a browser its tests are marked as skipped, and in CI they fail. */
export function describeInBrowser(name: string, body: () => void): void {
  if (executable || process.env.CI) {
    describe(name, body);
    return;
  }
  process.stderr.write(`\n${howToGet}\nSkipped: ${name}\n\n`);
  describe.skip(name, body);
}

/** Starts a browser that asks nobody but the page's own server. Throws if there is none. */
export async function startBrowser(): Promise<Browser> {
  if (!executable) throw new Error(howToGet);
  const args = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"];
  return chromium.launch({ executablePath: executable, headless: true, args });
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
