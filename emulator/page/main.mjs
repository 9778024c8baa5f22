import { call } from "./api.mjs";
import { showContracts } from "./contracts.mjs";
import { showSettings } from "./control.mjs";
import { setText } from "./dom.mjs";
import { showOrders } from "./orders.mjs";

const pauseMs = 1_000;
const connection = document.querySelector("#connection");

/** Looks until the page is closed; one that nobody sees asks nothing. */
async function follow() {
  for (;;) {
    if (!document.hidden) await look();
    await pause();
  }
}

async function look() {
  try {
    const paths = ["/settings", "/orders", "/contracts"];
    const [settings, orders, contracts] = await Promise.all(paths.map((path) => call("GET", path)));
    const stages = Object.entries(settings.statusWords);
    showOrders(orders, (status) => stages.find(([, word]) => word === status)?.[0] ?? "");
    showContracts(contracts);
    showSettings(settings);
    tell("live", "Live");
  } catch {
    tell("lost", "The emulator does not answer. What you see may be old; trying again …");
  }
}

function tell(state, text) {
  connection.className = state;
  setText(connection, text);
}

/** Ends early when the page comes into sight. */
function pause() {
  return new Promise((resolve) => {
    const end = () => {
      clearTimeout(timer);
      document.removeEventListener("visibilitychange", end);
      resolve();
    };
    const timer = setTimeout(end, pauseMs);
    document.addEventListener("visibilitychange", end);
  });
}

follow();
