import type { Exchange } from "../../emulator/index";
import { tokenPath } from "../../emulator/index";
import type { HostRun } from "./hostRun";
import type { OperationName } from "./hostStack";

/** What an operation was about when its host died: the latest request that the service has received of it. */
export type Phase =
  | "begin"
  | "login"
  | "look-up"
  | "order"
  | "wait"
  | "contract"
  | "credentials"
  | "condemn"
  | "settle";

/** When a host is killed: so long after an operation has begun, or after its first request of this phase. */
export interface Moment {
  phase: Phase | undefined;
  plusMs: number;
}

/** The phases of an operation's requests: the first search for orders by alias looks them up, the others wait. */
function phasesOf(exchanges: readonly Exchange[]): Phase[] {
  let hasLookedUp = false;
  return exchanges.map((exchange) => {
    const phase = phaseOf(exchange);
    if (phase !== "look-up" || !exchange.path.includes("/orders/")) return phase;
    if (hasLookedUp) return "wait";
    hasLookedUp = true;
    return phase;
  });
}

function phaseOf({ method, path, requestBody }: Exchange): Phase {
  const body = JSON.stringify(requestBody ?? "");
  if (path === tokenPath) return "login";
  if (path.endsWith("/orders")) return "order";
  if (path.endsWith("/credentials")) return "credentials";
  if (method === "PUT") return / -[0-9a-f]{20}"/.test(body) ? "condemn" : "settle";
  if (path.includes("/orders/")) return /contractAlias|contractNumber/.test(body) ? "look-up" : "wait";
  return body.includes("contractAlias") ? "look-up" : "contract";
}

/** Waits for the moment and kills; it is disarmed when the run is over. */
export interface Killer {
  /** An operation begins. */
  tell(name: OperationName): void;
  /** What was running when the host was killed; undefined: it was not. */
  hit(): { operation: OperationName; phase: Phase } | undefined;
  disarm(): void;
}

const lookEveryMs = 2;

/** Kills the host at a moment of the operation that is asked for; without a moment, never. */
export function armKiller(run: HostRun, target: OperationName, moment: Moment | undefined): Killer {
  let hit: ReturnType<Killer["hit"]>;
  const timers = new Set<NodeJS.Timeout>();
  const disarm = () => {
    for (const timer of timers) clearTimeout(timer);
  };
  const tell = (operation: OperationName) => {
    if (!moment || operation !== target) return;
    const first = run.emulator.exchanges.length;
    const phases = () => phasesOf(run.emulator.exchanges.slice(first));
    const kill = () => {
      disarm();
      hit = { operation, phase: moment.phase ?? phases().at(-1) ?? "begin" };
      run.host.signal("SIGKILL");
    };
    const killSoon = () => timers.add(setTimeout(kill, moment.plusMs));
    if (!moment.phase || moment.phase === "begin") return void killSoon();
    const { phase } = moment;
    const looking = setInterval(() => {
      if (!phases().includes(phase)) return;
      clearInterval(looking);
      killSoon();
    }, lookEveryMs);
    timers.add(looking);
  };
  return { tell, hit: () => hit, disarm };
}
