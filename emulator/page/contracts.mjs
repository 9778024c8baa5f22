import { call } from "./api.mjs";
import { createList, element, setText } from "./dom.mjs";

const note = document.querySelector("#contracts-note");
const showCards = createList(
  document.querySelector("#contracts"),
  ({ contractNumber }) => contractNumber,
  makeCard,
);

/** Shows the contracts with how to connect, the newest first. */
export function showContracts(contracts) {
  showCards([...contracts].reverse());
  setText(note, contracts.length === 0 ? "No contract yet: one is made when an order is done." : "");
}

function makeCard({ contractNumber }) {
  const title = element("span");
  const status = element("span");
  const facts = element("dl");
  const showFacts = createList(facts, ([name]) => name, makeFact);
  const login = makeLogin(contractNumber);
  const node = element("li", {}, element("h3", {}, title, status), facts, ...login.nodes);
  const show = (contract) => {
    const active = contract.status === "ACTIVE";
    setText(
      title,
      [contractNumber, contract.contractAlias && `“${contract.contractAlias}”`].filter(Boolean).join(" "),
    );
    setText(status, contract.status);
    status.className = `chip ${active ? "done" : ""}`;
    node.className = active ? "" : "cancelled";
    showFacts(describe(contract));
    login.allow(active);
  };
  return { node, show };
}

function describe({ productName, contractName, info, database }) {
  const { version, nodeSize, storageGb, region, host, port, replicaList, trustedSourceList } = database;
  const facts = [
    ["Product", `${productName} ${version}`],
    ["Name", contractName],
    ["Size", `${nodeSize}, ${storageGb} GB, ${region}`],
    ["Host", host],
    ["Port", String(port)],
    ["Replicas", replicaList.map((replica) => `${replica.host}:${replica.port}`).join(", ")],
    ["Open to", trustedSourceList.join(", ")],
    ["Info", info ?? ""],
  ];
  return facts.filter(([, value]) => value !== "");
}

/** One name and its value; a `dl` lets both stand in a `div`, which the grid looks through. */
function makeFact([name]) {
  const value = element("dd");
  const show = ([, text]) => setText(value, text);
  return { node: element("div", { class: "fact" }, element("dt", {}, name), value), show };
}

/** User and password: asked for on a click, and gone from the page with the next one. */
function makeLogin(contractNumber) {
  const button = element("button", { type: "button", "aria-expanded": "false" });
  const login = element("dl", { "aria-live": "polite", class: "login" });
  const close = () => {
    login.replaceChildren();
    login.hidden = true;
    button.setAttribute("aria-expanded", "false");
    setText(button, "Show user and password");
    button.setAttribute("aria-label", `Show user and password of contract ${contractNumber}`);
  };
  const open = (facts) => {
    login.replaceChildren(
      ...facts.map(([name, value]) =>
        element("div", { class: "fact" }, element("dt", {}, name), element("dd", { class: "code" }, value)),
      ),
    );
    login.hidden = false;
    button.setAttribute("aria-expanded", "true");
    setText(button, "Hide user and password");
    button.setAttribute("aria-label", `Hide user and password of contract ${contractNumber}`);
  };
  button.addEventListener("click", async () => {
    if (!login.hidden) return close();
    try {
      const { credentialList } = await call("GET", `/contracts/${contractNumber}/credentials`);
      open(
        credentialList.flatMap(({ username, password }) => [
          ["User", username],
          ["Password", password],
        ]),
      );
    } catch (error) {
      open([["Error", error.message]]);
    }
  });
  close();
  const allow = (allowed) => {
    if (!allowed && !login.hidden) close();
    button.hidden = !allowed;
  };
  return { nodes: [login, button], allow };
}
