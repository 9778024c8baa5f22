import type { Context } from "./context";
import { endpointOf, viewContract } from "./contractView";
import { readAlias, readObject, refuseUnknown } from "./fields";
import { passwordOf } from "./ids";
import { notFound } from "./refusal";
import type { Call } from "./routes";
import type { State, StoredContract } from "./state";

/** Finds a contract that can be read: it may take a while after DONE. */
export function findContract({ state, now }: Context, contractNumber: string | undefined): StoredContract {
  const contract = state.contracts.find((candidate) => candidate.contractNumber === contractNumber);
  if (contract && contract.readableAt <= now) return contract;
  throw notFound(`contract ${contractNumber} does not exist`);
}

/** Answers one contract. */
export function readContract(context: Context, { params }: Call) {
  return { contract: viewContract(context.state, findContract(context, params.contractNumber)) };
}

/** Sets the customer's own text of a contract: at once, and without an order. */
export function setAlias(context: Context, { params, body }: Call) {
  const contract = findContract(context, params.contractNumber);
  const wrapper = readObject(body, "");
  refuseUnknown(wrapper, ["contract"], "");
  const fields = readObject(wrapper.contract, "contract");
  refuseUnknown(fields, ["contractAlias"], "contract");
  contract.contractAlias = readAlias(fields.contractAlias, "contract.contractAlias");
  return { contract: viewContract(context.state, contract) };
}

/** Answers how to log in to the database of a contract. */
export function readCredentials(context: Context, { params }: Call) {
  return viewCredentials(context.state, findContract(context, params.contractNumber));
}

export type CredentialsView = ReturnType<typeof viewCredentials>;

/** Shows how to log in to the database of a contract. */
export function viewCredentials(state: State, contract: StoredContract) {
  const { contractNumber, username } = contract;
  const password = passwordOf(state, contractNumber);
  const { host, port } = endpointOf(state, contract, 0);
  const comment = `tcp://${host}:${port}`;
  return { credentialList: [{ credentialType: "Database", username, password, comment }] };
}
