import { requireCallHeaders } from "./callHeaders";
import type { Context } from "./context";
import { type Answer, toJsonAnswer } from "./exchange";
import { takeHexId } from "./ids";
import { authorise, login } from "./login";
import { tokenPath } from "./readCall";
import { notFound, Refusal, toErrorAnswer } from "./refusal";
import { type Call, findRoute, routes } from "./routes";

/** Checks who is calling, then carries the call out. */
export function serve(context: Context, call: Call): Answer {
  if (call.path === tokenPath) return login(context, call);
  return refuseWell(context, () => authorise(context, call)) ?? carryOut(context, call);
}

/** Whoever is calling is known by now. */
export function carryOut(context: Context, call: Call): Answer {
  let body: unknown;
  const refused = refuseWell(context, () => {
    const found = findRoute(routes, call.method, call.path);
    if (!found) throw notFound(`there is no ${call.method} ${call.path}`);
    requireCallHeaders(call);
    body = found.route.handle(context, { ...call, params: found.params });
  });
  return refused ?? toJsonAnswer(200, body);
}

/** Carries a call out later; who is calling counts now. Undefined if it is on its way. */
export function serveLate(context: Context, call: Call, afterMs: number): Answer | undefined {
  const refused = refuseWell(context, () => authorise(context, call));
  if (!refused) context.state.late.push({ dueAt: context.now + afterMs, call: withoutToken(call) });
  return refused;
}

function withoutToken({ headers: { authorization: _, ...headers }, ...call }: Call): Call {
  return { ...call, headers };
}

function refuseWell({ state }: Context, step: () => void): Answer | undefined {
  try {
    step();
    return undefined;
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return toErrorAnswer(error, takeHexId(state, "request"));
  }
}
