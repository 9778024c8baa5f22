import { findChanges, refuseChanges } from "../inputs/changes";
import { phaseOf } from "../orders/statuses";
import type { Session } from "../session";
import type { Properties } from "./properties";

export interface Difference {
  changes?: boolean;
  replaces?: string[];
  deleteBeforeReplace?: boolean;
}

/** Says what an `up` would do. Leaves `changes` out where an input differs: then Pulumi shows the difference itself. */
export function diffDatabase(session: Session, olds: Properties, news: Properties): Difference {
  // A failed order has no contract: ordering anew destroys nothing, so it needs no permission.
  if (phaseOf({ status: String(olds.orderStatus) }) === "failed")
    return { changes: true, replaces: ["orderStatus"] };

  warnOfIdleImport(session, olds, news);
  const changes = findChanges(olds, news);
  const replaces = changes.filter((change) => change.effect === "replace").map((change) => change.name);
  if (replaces.length > 0) {
    // Nothing may ever replace unasked: check has refused it, a refresh only compares, and an update refuses again.
    if (refuseChanges(changes, news).length > 0) return { changes: true };
    session.engine.warn(
      String(news.__urn),
      `a change of ${replaces.join(" and ")} replaces the database: a new one is ordered, then contract ${olds.contractNumber} is cancelled and ITS DATA IS DESTROYED (allowReplacement is true)`,
    );
    return { replaces, deleteBeforeReplace: false };
  }
  if (changes.length === 0) return { changes: isUnfinished(olds) };
  if (!olds.__takenOver) return {};
  // Pulumi compares inputs alone, and those of a database that was taken over have not changed since.
  const list = changes.map(
    ({ name, from, to }) => `${name}: ${JSON.stringify(from)} => ${JSON.stringify(to)}`,
  );
  session.engine.warn(
    String(news.__urn),
    `contract ${olds.contractNumber} is changed to what the program asks for: ${list.join(", ")}`,
  );
  return { changes: true };
}

/** Whether an `up` has work to do although nothing was changed in the program. */
function isUnfinished({ orderStatus, password, __twins }: Properties): boolean {
  return phaseOf({ status: String(orderStatus) }) === "running" || !password || __twins !== undefined;
}

/** Like Pulumi's own option, `import` counts for what the state does not hold; somebody may expect more of it. */
function warnOfIdleImport(
  session: Session,
  { contractNumber }: Properties,
  { __urn: urn }: Properties,
): void {
  const wanted = session.imports.get(String(urn));
  if (wanted === undefined || !contractNumber || wanted === contractNumber) return;
  session.engine.warn(
    String(urn),
    `the option import names contract ${wanted}, but the state holds contract ${contractNumber}: the option has no effect. Leave it out, or write allowReplacement: true and run pulumi up --replace '${urn}' to put ${wanted} in its place`,
  );
}
