import { currentRun, rememberRun } from "../engine/run";
import { findChanges, refuseChanges } from "../inputs/changes";
import { monthlyCost } from "../inputs/cost";
import { pickWritten } from "../inputs/hidden";
import { checkInputs, type Finding } from "../inputs/schema";
import { containsUnknown, unknownValue } from "../inputs/unknowns";
import { makeReference, type Reference } from "../orders/reference";
import type { Session } from "../session";
import type { Properties } from "./properties";

/** Checks what the program wrote, refuses what would destroy data, and adds price and reference. Sends nothing. */
export function checkDatabase(session: Session, olds: Properties, news: Properties) {
  rememberRun(news.__run);
  const urn = String(news.__urn);
  const { inputs, failures, warnings } = checkInputs(pickWritten(news));
  const tellable = warnings.filter((warning) => !isSecret(warning, news));
  for (const { property, reason } of tellable) session.engine.warn(urn, `${property}: ${reason}`);
  session.formerUrns.set(urn, (news.__formerUrns ?? []) as string[]);
  const isNew = Object.keys(olds).length === 0;
  if (isNew) session.parallelHint.announced(urn);
  if (news.__import !== undefined) session.imports.set(urn, String(news.__import));
  if (isNew && news.__import !== undefined) {
    session.engine.warn(
      urn,
      `contract ${news.__import} is taken over (option import), unless the state holds it already: nothing is ordered`,
    );
  }
  const refusals = isNew ? [] : refuseChanges(findChanges(olds, inputs), inputs);
  return {
    inputs: {
      ...inputs,
      monthlyCost: priceOf(inputs),
      __urn: urn,
      __reference: referenceOf(session, urn, olds),
      ...(news.__timeouts !== undefined && { __timeouts: news.__timeouts }),
    },
    failures: [...failures, ...refusals].map((finding) => hideSecret(finding, news)),
  };
}

function priceOf({ nodeSize, storageGb, readReplicas }: Properties): string {
  if (containsUnknown([nodeSize, storageGb, readReplicas])) return unknownValue;
  return monthlyCost({
    nodeSize: String(nodeSize),
    storageGb: Number(storageGb),
    readReplicas: Number(readReplicas),
  });
}

function referenceOf(session: Session, urn: string, olds: Properties): Reference {
  const organization = currentRun()?.stack.split("/")[0] ?? "";
  const reference =
    (olds.__reference as Reference | undefined) ??
    session.references.get(urn) ??
    makeReference({ urn, organization, namespace: session.namespace });
  session.references.set(urn, reference);
  return reference;
}

/**
 * The engine prints property, value and reason of a failure, and reasons quote what was written and what to write
 * instead: of a secret none of that may be shown.
 */
function hideSecret(finding: Finding, news: Properties): Finding {
  if (!isSecret(finding, news)) return finding;
  return {
    property: "",
    reason: `${finding.property} (a secret) is not valid. To say why would show it: preview a value that is no secret, written the same way, to see the reason`,
  };
}

function isSecret({ property }: Finding, news: Properties): boolean {
  const root = /^\w*/.exec(property)?.[0] ?? "";
  return ((news.__secrets ?? []) as string[]).includes(root);
}
