import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Answer } from "./exchange";
import { html, icon } from "./page/html";
import { styles } from "./page/styles";

/** Everything comes from the emulator itself, and nothing may frame the page. */
const security = {
  "content-security-policy":
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; " +
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  "x-content-type-options": "nosniff",
  "referrer-policy": "no-referrer",
  "cross-origin-resource-policy": "same-origin",
  "cross-origin-opener-policy": "same-origin",
  "cache-control": "no-store",
};

/** ES modules, which the compiler leaves such and puts into the same folder of what is built. */
const scripts = ["main.mjs", "api.mjs", "dom.mjs", "orders.mjs", "contracts.mjs", "control.mjs"];

const files: ReadonlyMap<string, () => Answer> = new Map([
  ["/", () => toFile("text/html", html)],
  ["/page/styles.css", () => toFile("text/css", styles)],
  ["/page/icon.svg", () => toFile("image/svg+xml", icon)],
  ...scripts.map((name) => [`/page/${name}`, () => toFile("text/javascript", readScript(name))] as const),
]);

/** Answers a request for the order-status page; undefined if the path is not part of it. */
export function servePage(method: string, path: string): Answer | undefined {
  return method === "GET" ? files.get(path)?.() : undefined;
}

const readScript = (name: string) => readFileSync(join(__dirname, "page", name), "utf8");

function toFile(type: string, body: string): Answer {
  return { status: 200, headers: { "content-type": `${type}; charset=utf-8`, ...security }, body };
}
