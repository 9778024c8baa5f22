import type { Context } from "./context";
import { type ContractEdit, readEdit } from "./contractEdit";
import { type CredentialsView, viewCredentials } from "./contracts";
import { type ContractView, viewContract } from "./contractView";
import { type Fault, type FaultRule, readFault } from "./faults";
import { readOneOf, readText } from "./fields";
import type { Journal } from "./journal";
import { type OrderView, viewOrder } from "./orderView";
import { notFound, Refusal } from "./refusal";
import { mergeSettings, type OrderType, orderTypes, type Settings, type SettingsPatch } from "./settings";
import { cancel } from "./settle";
import { createState, type State } from "./state";

/** What can be done to the service from outside of its API. What is wrong with an argument is thrown. */
export interface Control {
  /** The settings, after the patch if there is one. */
  settings(patch?: SettingsPatch): Settings;
  addFault(rule: FaultRule): void;
  faults(): Fault[];
  clearFaults(): void;
  /** The next order (of this type) will fail with this reason. May be said several times, for several orders. */
  failNextOrder(reason: string, orderType?: OrderType): void;
  /** Cancels a contract at once, as somebody could in the portal. */
  cancelContract(contractNumber: string): ContractView;
  /** Changes a contract at once and unchecked, as if by somebody else. */
  editContract(contractNumber: string, edit: ContractEdit): ContractView;
  /** Ends all access tokens. */
  revokeTokens(): void;
  /** A copy of what happened so far. */
  journal(): Journal;
  clearJournal(): void;
  /** All contracts, also those that cannot be read yet. */
  contracts(): ContractView[];
  /** How to log in to the database of a contract, also of one that cannot be read yet. */
  credentials(contractNumber: string): CredentialsView;
  /** All orders, the oldest first. */
  orders(): OrderView[];
  /** Forgets everything but seed and credentials; settings are those of the start again. */
  reset(): void;
}

interface ControlParts {
  /** Brings everything to the present first, so that nothing overtakes what is due. */
  present(): Context;
  /** The same for what only reads: a page that looks every second is no reason to write the state file. */
  look(): Context;
  initialSettings: Settings;
}

/** Makes the control of a service. */
export function createControl({ present, look, initialSettings }: ControlParts): Control {
  const now = () => present().state;
  return {
    settings: (patch) => {
      if (patch === undefined) return structuredClone(look().state.settings);
      const state = now();
      state.settings = mergeSettings(state.settings, patch);
      return structuredClone(state.settings);
    },
    addFault: (rule) => void now().faults.push(readFault(rule)),
    faults: () => structuredClone(look().state.faults),
    clearFaults: () => void now().faults.splice(0),
    failNextOrder: (reason, orderType) => {
      const type =
        orderType === undefined ? {} : { orderType: readOneOf(orderType, "orderType", orderTypes) };
      now().endings.push({ reason: readText(reason, "reason"), ...type });
    },
    cancelContract: (contractNumber) => cancelInPortal(present(), contractNumber),
    editContract: (contractNumber, edit) => {
      const state = now();
      return viewContract(state, Object.assign(findContract(state, contractNumber), readEdit(edit)));
    },
    revokeTokens: () => {
      now().tokens = {};
    },
    journal: () => structuredClone(look().state.journal),
    clearJournal: () => {
      now().journal = { requests: [], orders: [], contracts: [] };
    },
    contracts: () => viewContracts(look()),
    credentials: (contractNumber) => {
      const { state } = look();
      return viewCredentials(state, findContract(state, contractNumber));
    },
    orders: () => viewOrders(look()),
    reset: () => {
      const state = now();
      Object.assign(state, createState(state.seed, initialSettings));
    },
  };
}

function viewContracts({ state }: Context): ContractView[] {
  return state.contracts.map((contract) => structuredClone(viewContract(state, contract)));
}

function viewOrders({ state, now }: Context): OrderView[] {
  return state.orders.map((order) => structuredClone(viewOrder(order, state.settings, now)));
}

function cancelInPortal({ state, now, emit }: Context, contractNumber: string): ContractView {
  const contract = findContract(state, contractNumber);
  if (contract.status === "CANCELLED")
    throw new Refusal(409, "contract_cancelled", "it is cancelled already");
  cancel(state, contract, { at: now, orderId: null });
  const view = viewContract(state, contract);
  emit({ at: now, kind: "cancelled", contract: view });
  return view;
}

function findContract(state: State, contractNumber: string) {
  const contract = state.contracts.find((candidate) => candidate.contractNumber === contractNumber);
  if (!contract) throw notFound(`contract ${contractNumber} does not exist`);
  return contract;
}
