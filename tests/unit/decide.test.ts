import { type Decision, decide, type Situation } from "../../provider/orders/decide";
import type { Match } from "../../provider/orders/lookUp";
import { aContract, anOrder } from "../support/wireSamples";

const urn = "urn:pulumi:prod::shop::type::orders";
const inputs = { engine: "mariadb-10.6", region: "DE-WEST", allowReplacement: false } as const;

/** A live database, named by its order. */
const match = (orderId: string, mark: Match["mark"] = "reserved", order = {}): Match => ({
  order: anOrder({ orderId, ...order }),
  contract: aContract({ orderId }),
  mark,
});
const heldAs = (orderId: string, at = urn) => ({ urn: at, orderId, contractNumber: "423310" });
const renamed = `${urn}-before`;
const allowed = { ...inputs, allowReplacement: true };

/** Order ids in place of the whole matches. */
function summarise(decision: Decision) {
  const id = (m: Match | undefined) => m?.order.orderId;
  if (decision.do === "refuse") return `refuse ${decision.why}: ${decision.matches.map(id)}`;
  const twins = decision.do === "adopt" ? decision.twins.map(id) : [];
  const adopted = decision.do === "adopt" ? ` ${id(decision.match)}` : "";
  return `${decision.do}${adopted}, predecessor ${id(decision.predecessor)}, twins [${twins}]`;
}

const nothing: Situation = { live: [], held: [], urn, inputs };

it.each<[string, Partial<Situation>, string]>([
  ["nothing is there", {}, "order, predecessor undefined, twins []"],
  [
    "nothing is there and the state cannot be asked",
    { held: undefined },
    "order, predecessor undefined, twins []",
  ],
  [
    "the state cannot be asked about what is there",
    { live: [match("a")], held: undefined },
    "refuse stateUnknown: a",
  ],
  ["an interrupted run ordered", { live: [match("a")] }, "adopt a, predecessor undefined, twins []"],
  [
    "an interrupted run ordered, and there is no contract yet",
    { live: [{ ...match("a"), contract: null }] },
    "adopt a, predecessor undefined, twins []",
  ],
  [
    "an interrupted run ordered twice",
    { live: [match("a"), match("b"), match("c")] },
    "adopt a, predecessor undefined, twins [b,c]",
  ],
  [
    "what an interrupted run ordered has another engine",
    { live: [match("a", "reserved", { version: "10.11" })] },
    "refuse different: a",
  ],
  [
    "what an interrupted run ordered is in another region",
    { live: [match("a", "reserved", { region: "DE-NORTH" })] },
    "refuse different: a",
  ],
  [
    "one of two interrupted orders has another engine",
    { live: [match("a"), match("b", "reserved", { product: "mysql" })] },
    "refuse different: b",
  ],
  [
    "the engine of what is there is unknown",
    { live: [match("a", "reserved", { product: "oracle" })] },
    "refuse different: a",
  ],
  ["a settled one is in no state", { live: [match("a", "settled")] }, "refuse settled: a"],
  [
    "a settled one is in no state, and may be replaced",
    { live: [match("a", "settled")], inputs: allowed },
    "refuse settled: a",
  ],
  [
    "a settled one is there beside an interrupted order",
    { live: [match("a"), match("b", "settled")] },
    "refuse settled: b",
  ],
  [
    "the state holds it here, so it would be replaced unasked",
    { live: [match("a", "settled")], held: [heldAs("a")] },
    "refuse replacement: a",
  ],
  [
    "the state holds it here, not settled yet",
    { live: [match("a")], held: [heldAs("a")] },
    "refuse replacement: a",
  ],
  [
    "the state holds it here, and it may be replaced",
    { live: [match("a", "settled")], held: [heldAs("a")], inputs: allowed },
    "order, predecessor a, twins []",
  ],
  [
    "a replacement was interrupted after its order",
    { live: [match("a", "settled"), match("b")], held: [heldAs("a")], inputs: allowed },
    "adopt b, predecessor a, twins []",
  ],
  [
    "a replacement was interrupted, and may not go on any more",
    { live: [match("a", "settled"), match("b")], held: [heldAs("a")] },
    "refuse replacement: a",
  ],
  [
    "the state holds it under another name",
    { live: [match("a", "settled")], held: [heldAs("a", renamed)] },
    "order, predecessor undefined, twins []",
  ],
  [
    "the state holds one under another name, and an interrupted run ordered one more",
    { live: [match("a", "settled"), match("b")], held: [heldAs("a", renamed)] },
    "adopt b, predecessor undefined, twins []",
  ],
  [
    "the state holds others only",
    { live: [match("a", "settled")], held: [heldAs("z")] },
    "refuse settled: a",
  ],
])("decides rightly when %s", (_situation, change, expected) => {
  expect(summarise(decide({ ...nothing, ...change }))).toBe(expected);
});
