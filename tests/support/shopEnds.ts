import { setTimeout as sleep } from "node:timers/promises";
import type { LiveCommand } from "./cli";
import type { Shop } from "./shop";

const host = /cmd\/dynamic-provider/;
const program = /@pulumi\/pulumi\/cmd\/run/;

function end(shop: Shop, which: RegExp, signal: NodeJS.Signals) {
  for (const { pid } of shop.processes(which)) process.kill(pid, signal);
}

/** Ctrl-C reaches the CLI, which ends the program; the language host of the tests is too old to do the latter. */
export function pressCtrlC(shop: Shop, up: LiveCommand): void {
  up.signal("SIGINT");
  end(shop, program, "SIGTERM");
}

export async function pressCtrlCTwice(shop: Shop, up: LiveCommand): Promise<void> {
  pressCtrlC(shop, up);
  await sleep(50);
  up.signal("SIGINT");
}

export function killHost(shop: Shop): void {
  end(shop, host, "SIGKILL");
}

/** As when a CI runner dies. */
export function killAll(shop: Shop, up: LiveCommand): void {
  killHost(shop);
  up.signal("SIGKILL");
}
