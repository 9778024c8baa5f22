import type { Patch } from "./loadBuild";

/** A deliberate mistake in the protocol. */
export interface Mistake {
  name: string;
  patches: Patch[];
}

const inFile = (file: string, find: string, replace: string): Patch => ({ file, find, replace });
const mistake = (name: string, ...patches: Patch[]): Mistake => ({ name, patches });

/** Mistakes that somebody could make; the histories must find each of them. */
export const mistakes: readonly Mistake[] = [
  mistake(
    "orders without a look-up",
    inFile(
      "orders/obtain.ts",
      "const found = await lookUpSettled(context, reference);",
      "const found: LookUp = { live: [], condemned: [], orderIds: [] }; void lookUpSettled;",
    ),
  ),
  mistake(
    "gives each run a random reference",
    inFile("orders/reference.ts", "JSON.stringify([namespace, organization, urn])", "String(Math.random())"),
  ),
  mistake(
    "makes the reference without the stack",
    inFile(
      "orders/reference.ts",
      "JSON.stringify([namespace, organization, urn])",
      'JSON.stringify([namespace, organization, urn.split("::")[3]])',
    ),
    inFile("orders/reference.ts", "`${name} (${project}/${stack})`", "`${name} (${project})`"),
  ),
  mistake(
    "asks the state only when it has found something under the reference",
    inFile(
      "orders/candidates.ts",
      "(found.length > 0 ? context.engine.listHeld() : context.heldAtFirst())",
      "(found.length > 0 ? context.engine.listHeld() : [])",
    ),
  ),
  mistake(
    "looks for its order among those that it knew before",
    inFile(
      "orders/obtain.ts",
      "new Set([...orderIds, ...live.map((match) => match.order.orderId)])",
      "new Set(orderIds)",
    ),
  ),
  mistake(
    "settles nothing",
    inFile("operations/create.ts", "  await settle(context, inputs.__reference, known.contract);\n", ""),
  ),
  mistake(
    "drops the order's id when a wait ends early",
    inFile("operations/create.ts", "throw keepOrder(", "throw error ?? keepOrder("),
  ),
  mistake(
    "adopts a cancelled contract",
    inFile("orders/lookUp.ts", "  if (isCancelled(contract)) return [];\n", ""),
  ),
  mistake(
    "adopts a settled contract",
    inFile("orders/decide.ts", "if (settled.length > 0)", "if (settled.length > 99)"),
  ),
  mistake(
    "adopts the database that is being replaced",
    inFile("orders/decide.ts", "!holderOf(match) && ", ""),
    inFile("orders/decide.ts", 'match.mark === "settled"', "!match"),
  ),
  mistake(
    "replaces by force without permission",
    inFile("orders/decide.ts", "predecessor && !inputs.allowReplacement", "predecessor && !inputs"),
  ),
  mistake(
    "orders another database beside an interrupted order of another region",
    inFile("orders/decide.ts", "if (different.length > 0)", "if (different.length > 99)"),
    inFile(
      "orders/decide.ts",
      "const [oldest, ...twins] = free;",
      "const [oldest, ...twins] = free.filter((match) => isSameDatabase(match, inputs));",
    ),
  ),
  mistake(
    "takes the word of the mark against that of the state",
    inFile(
      "orders/candidates.ts",
      "const found = [...live, ...condemned];",
      "const found = condemned.length < 0 ? [] : live;",
    ),
    inFile(
      "orders/candidates.ts",
      "if (!own || found.some(({ order }) => order.orderId === own.orderId))",
      "if (held !== null)",
    ),
  ),
  mistake(
    "gives up the old database before the new one is there",
    inFile(
      "orders/obtain.ts",
      "  const ours = [",
      '  if (decision.predecessor) await (require("./alias") as typeof import("./alias")).condemn(context, reference, decision.predecessor);\n  const ours = [',
    ),
    inFile(
      "orders/candidates.ts",
      "const found = [...live, ...condemned];",
      "const found = condemned.length < 0 ? [] : live;",
    ),
    inFile(
      "orders/candidates.ts",
      "if (!own || found.some(({ order }) => order.orderId === own.orderId))",
      "if (held !== null)",
    ),
  ),
  mistake(
    "does not condemn the old database",
    inFile(
      "operations/create.ts",
      "if (predecessor) await condemn(",
      "if (predecessor === null) await condemn(",
    ),
  ),
  mistake(
    "orders although the state cannot be asked",
    inFile(
      "orders/decide.ts",
      "if (!held) return",
      'if (!held) return { do: "order", predecessor: undefined };\n  if (!held) return',
    ),
  ),
  mistake(
    "does not look for a Change order that is in doubt",
    inFile(
      "orders/onContract.ts",
      "(await find()).find((order) => !known.has(order.orderId))",
      "(await find()).find((order) => known.has(order.orderId) && !order)",
    ),
  ),
  mistake(
    "orders a change that is there already",
    inFile(
      "orders/requests.ts",
      "...(nodeSize !== database.nodeSize && { nodeSize }),",
      "...(inputs && { nodeSize }),",
    ),
  ),
  mistake(
    "repeats an order that is in doubt at once",
    inFile("orders/place.ts", "const until = clock.now() + settleMs;", "const until = clock.now();"),
    inFile(
      "orders/place.ts",
      "const landed = await placement.findLanded()",
      "const landed = await Promise.resolve<Order | undefined>(undefined)",
    ),
  ),
  mistake(
    "looks once for an order that is in doubt, and does not wait for the settle window",
    inFile("orders/place.ts", "const until = clock.now() + settleMs;", "const until = clock.now();"),
  ),
  mistake(
    "repeats the call that orders as if it were safe",
    inFile(
      "api/routes.ts",
      'method: "POST", path: orders, retry: "once", transactionId',
      'method: "POST", path: orders, retry: "safe", transactionId',
    ),
  ),
  mistake(
    "counts a 502 as a refusal",
    inFile("orders/classify.ts", 'return mayHaveArrived ? "inDoubt" : "notPlaced";', 'return "notPlaced";'),
  ),
  mistake(
    "gives each repeat a transaction id of its own",
    inFile(
      "orders/place.ts",
      "placement.transactionId",
      '(require("node:crypto") as typeof import("node:crypto")).randomUUID()',
    ),
  ),
  mistake(
    "keeps the transaction id of a database that is gone",
    inFile(
      "orders/obtain.ts",
      "transactionIdOf(reference, countPlaced(orderIds, live, alias))",
      "transactionIdOf(reference, 0)",
    ),
  ),
  mistake(
    "does not look for twins",
    inFile(
      "orders/twins.ts",
      'live.filter((match) => match.mark === "reserved")',
      "live.filter(() => false)",
    ),
  ),
  mistake(
    "does not cancel twins",
    inFile("orders/twins.ts", "if (contract) await cancelContract(context, contract.contractNumber);", ""),
  ),
  mistake(
    "adopts what another database is about to cancel",
    inFile("orders/decide.ts", " && !surplus.includes(match.order.orderId)", ""),
    inFile(
      "orders/twins.ts",
      'if (contract && markOf(contract.contractAlias, reference) !== "reserved" && !isCancelled(contract))',
      "if (contract && !reference)",
    ),
  ),
  mistake(
    "does not store that an order failed which was not waited for",
    inFile("operations/update.ts", "    known.order = order;\n", ""),
  ),
  mistake(
    "hands over a contract that is cancelled",
    inFile(
      "operations/create.ts",
      "  if (isCancelled(known.contract)) throw new CancelledMeanwhileError(known.contract);\n",
      "",
    ),
  ),
  mistake(
    "forgets a change that is under way",
    inFile(
      "operations/update.ts",
      "const isAsBefore = !progress.hasOrdered ||",
      "const isAsBefore = progress !== undefined ||",
    ),
  ),
  mistake(
    "takes the database that is replaced for its successor when the service repeats itself",
    inFile("orders/obtain.ts", "if (known.has(placed.orderId))", "if (known.size < 0)"),
    inFile(
      "orders/obtain.ts",
      "new Set([...orderIds, ...own]).size",
      "new Set([...orderIds, ...own.slice(99)]).size",
    ),
  ),
  mistake(
    "forgets the twins when it is interrupted",
    inFile(
      "operations/properties.ts",
      "...(twins.length > 0 && { __twins: [...twins] })",
      "...(twins.length > 99 && { __twins: [...twins] })",
    ),
    inFile("operations/update.ts", "...(await findLateTwins(context, inputs, known.contract)),", ""),
  ),
  mistake(
    "cancels the twin that it keeps",
    inFile(
      "operations/create.ts",
      "all.delete(oldest.orderId);",
      'all.delete(younger.at(-1)?.orderId ?? "");',
    ),
  ),
  mistake(
    "forgets what a database was called before",
    inFile("operations/check.ts", "(news.__formerUrns ?? [])", "[]"),
  ),
  mistake(
    "returns from a deletion as soon as the order is placed",
    inFile(
      "orders/cancel.ts",
      "else cancelled = await placeCancel(context, contractNumber);",
      'else if (await placeOnContract(context, { type: "Cancel" }, contractNumber)) return;',
    ),
  ),
  mistake(
    "believes a Cancel order that is DONE",
    inFile(
      "orders/cancel.ts",
      "if (cancelled) await pauseForContract(context, contractNumber);",
      "if (cancelled) return;",
    ),
  ),
  mistake(
    "counts a 404 as gone in a deletion",
    inFile(
      "orders/cancel.ts",
      "if (!isApiError(error, { status: 404 })) throw error;",
      'if (isApiError(error, { status: 404 })) return { status: "CANCELLED" } as Contract;',
    ),
  ),
  mistake(
    "counts a 404 as gone in a refresh",
    inFile(
      "operations/read.ts",
      "if (contract && isCancelled(contract)) return",
      "if (!contract || isCancelled(contract)) return",
    ),
    inFile("operations/read.ts", "if (contractName) return readContract(context, order.contractNumber);", ""),
  ),
  mistake(
    "counts a database that lives as gone in a refresh",
    inFile("operations/read.ts", "if (contract && isCancelled(contract)) return", "if (contract) return"),
  ),
  mistake(
    "deletes nothing while the order still runs",
    inFile(
      "operations/delete.ts",
      'if (phaseOf(known) === "failed") return undefined;',
      'if (phaseOf(known) !== "done") return undefined;',
    ),
  ),
  mistake(
    "orders when the engine is dead",
    inFile("orders/place.ts", "    await requireLivingEngine(context);\n    const", "    const"),
  ),
  mistake(
    "repeats an order when the engine is dead",
    inFile("orders/place.ts", "placement.transactionId, pauseBeforeRepeat)", "placement.transactionId)"),
  ),
  mistake(
    "settles when the engine is dead",
    inFile(
      "orders/alias.ts",
      "  if (contract.contractAlias === alias) return;\n  await requireLivingEngine(context);\n",
      "",
    ),
  ),
  mistake(
    "takes a failed order for one that runs",
    inFile("orders/statuses.ts", 'return word === "failed" ? "failed" : "running";', 'return "running";'),
  ),
  mistake(
    "takes a failed order for one that is done",
    inFile(
      "orders/statuses.ts",
      'if (word === "done") return "done";',
      'if (word === "done" || word === "failed") return "done";',
    ),
  ),
  mistake(
    "has the old database deleted before the new one is ordered",
    inFile(
      "operations/diff.ts",
      "return { replaces, deleteBeforeReplace: false };",
      "return { replaces, deleteBeforeReplace: true };",
    ),
  ),
];
