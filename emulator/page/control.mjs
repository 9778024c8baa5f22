import { call } from "./api.mjs";
import { setText } from "./dom.mjs";

const answer = document.querySelector("#control-answer");
const reason = document.querySelector("#fail-reason");
const seconds = document.querySelector("#duration-seconds");
/** The time that is set, as the field shows it. */
let shown = "";

onSubmit("#fail", async () => {
  await call("POST", "/failNextOrder", { reason: reason.value });
  return `The next order will fail: ${reason.value}`;
});

onSubmit("#duration", async () => {
  showSettings(await call("PUT", "/settings", { provisionMs: Number(seconds.value) * 1000 }), true);
  return `Orders placed from now on take ${seconds.value} s.`;
});

/** Shows the time that is set, unless the reader is about to set another. */
export function showSettings({ provisionMs }, overwrite = false) {
  if (!overwrite && (seconds.value !== shown || document.activeElement === seconds)) return;
  shown = String(provisionMs.Provision / 1000);
  if (seconds.value !== shown) seconds.value = shown;
}

function onSubmit(selector, act) {
  document.querySelector(selector).addEventListener("submit", async (event) => {
    event.preventDefault();
    try {
      setText(answer, await act());
    } catch (error) {
      setText(answer, `That did not work: ${error.message}`);
    }
  });
}
