import { createList, element, setText } from "./dom.mjs";

/** More rows than anybody reads would slow the page down. */
const shownAtMost = 200;

const table = document.querySelector("#orders");
const note = document.querySelector("#orders-note");
const showRows = createList(table.tBodies[0], ({ order }) => order.orderId, makeRow);

/** Shows the orders, the newest first. `stageOf` reads a status, however it is spelled. */
export function showOrders(orders, stageOf) {
  const newest = orders.slice(-shownAtMost).reverse();
  showRows(newest.map((order) => ({ order, stage: stageOf(order.status) })));
  table.hidden = orders.length === 0;
  const older = orders.length - newest.length;
  setText(
    note,
    orders.length === 0 ? "No order yet." : older > 0 ? `${older} older orders are not shown.` : "",
  );
}

function makeRow({ order }) {
  const date = element("time", { datetime: order.orderDate }, new Date(order.orderDate).toLocaleString());
  const status = element("span");
  const bar = element("progress", { max: "100", "aria-label": "Progress" });
  const percent = element("span", { class: "percent" });
  const id = element("code", {}, order.orderId);
  const [product, contract, info] = [element("span"), element("span"), element("span")];
  const cells = [
    makeCell("Order date", "date", date),
    makeCell("Product", "product", product),
    makeCell("Status", "status", status),
    makeCell("Progress", "progress", element("span", {}, bar, percent)),
    makeCell("Contract", "contract", contract),
    makeCell("Type", "type", element("span", {}, order.type)),
    makeCell("Order id", "id", id),
    makeCell("Info", "info", info),
  ];
  const show = ({ order, stage }) => {
    setText(product, [order.productName, order.version].filter(Boolean).join(" "));
    setText(status, order.status);
    status.className = `chip ${stage.toLowerCase()}`;
    bar.value = order.progress;
    bar.className = stage.toLowerCase();
    setText(percent, `${order.progress} %`);
    const alias = order.contractAlias ? `“${order.contractAlias}”` : "";
    setText(contract, [order.contractNumber, alias].filter(Boolean).join(" "));
    setText(info, order.info);
    for (const cell of cells) cell.classList.toggle("empty", cell.textContent === "");
  };
  return { node: element("tr", { role: "row" }, ...cells), show };
}

/** The label is read on a phone, where the head of the table is not seen. */
function makeCell(label, name, content) {
  return element("td", { role: "cell", class: name, "data-label": label }, content);
}
