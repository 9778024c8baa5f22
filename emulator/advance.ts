import type { Context } from "./context";
import { viewContract } from "./contractView";
import { viewOrder } from "./orderView";
import type { Call } from "./routes";
import type { Stage } from "./settings";
import { settle } from "./settle";
import { lacksServers, type State, type StoredOrder } from "./state";

/** Something that happens by the passing of time. */
interface Step {
  at: number;
  run(): void;
}

/**
 * Brings the state to the present: every step that has come due since the last time, the earliest first, each as of its
 * own time. There are no timers, so whoever holds the clock decides what has happened.
 */
export function advance(context: Context, land?: (context: Context, call: Call) => void): void {
  for (;;) {
    const steps = [...orderSteps(context), ...(land ? landingSteps(context, land) : [])];
    const due = steps.filter((step) => step.at <= context.now);
    if (due.length === 0) return;
    due.reduce((first, step) => (step.at < first.at ? step : first)).run();
  }
}

function* orderSteps(context: Context): Iterable<Step> {
  for (const order of context.state.orders) {
    if (order.stage === "new") {
      yield { at: order.startsAt, run: () => enter(context, order, "processing", order.startsAt) };
    }
    // An order that succeeds is not done before its servers are.
    if (order.stage === "processing" && !(context.awaitsServers && lacksServers(order))) {
      yield { at: order.endsAt, run: () => enter(context, order, settle(context, order), order.endsAt) };
    }
  }
}

function landingSteps(context: Context, land: (context: Context, call: Call) => void): Step[] {
  const { state } = context;
  return state.late.map((request) => ({
    at: request.dueAt,
    run: () => {
      state.late = state.late.filter((other) => other !== request);
      land({ ...context, now: request.dueAt }, request.call);
    },
  }));
}

function enter({ state, emit }: Context, order: StoredOrder, stage: Exclude<Stage, "new">, at: number): void {
  order.stage = stage;
  const contract = findContractOf(state, order);
  const kind = stage === "DONE" ? "done" : stage;
  emit({ at, kind, order: viewOrder(order, state.settings, at), ...(contract && { contract }) });
}

function findContractOf(state: State, { contractNumber }: StoredOrder) {
  const contract = state.contracts.find((candidate) => candidate.contractNumber === contractNumber);
  return contract && viewContract(state, contract);
}
