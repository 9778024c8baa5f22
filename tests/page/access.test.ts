import { type IncomingHttpHeaders, request } from "node:http";
import { type Emulator, startEmulator } from "../../emulator/index";

let emulator: Emulator;
beforeAll(async () => {
  emulator = await startEmulator();
});
afterAll(() => emulator.close());

/** Unlike `fetch` it sends any header. */
function ask(method: string, path: string, headers: Record<string, string> = {}) {
  return new Promise<{ status: number; headers: IncomingHttpHeaders; body: string }>((resolve, reject) => {
    const sent = request(`${emulator.url}${path}`, { method, headers }, (response) => {
      let body = "";
      response.on("data", (chunk) => {
        body += chunk;
      });
      response.on("end", () =>
        resolve({ status: response.statusCode ?? 0, headers: response.headers, body }),
      );
    });
    sent.on("error", reject).end();
  });
}

const port = () => new URL(emulator.url).port;

it("serves the page with everything it names, each under the same strict policy", async () => {
  const { status, headers, body } = await ask("GET", "/");
  expect([status, headers["content-type"]]).toEqual([200, "text/html; charset=utf-8"]);
  const named = [...body.matchAll(/(?:src|href)="([^"]+)"/g)].map((match) => match[1] ?? "");
  const main = (await ask("GET", "/page/main.mjs")).body;
  const imported = [...main.matchAll(/from "\.([^"]+)"/g)].map((match) => `/page${match[1]}`);
  expect(named.length).toBeGreaterThan(2);
  expect(imported.length).toBeGreaterThan(2);
  for (const path of [...named, ...imported]) {
    const answer = await ask("GET", path);
    expect([path, answer.status]).toEqual([path, 200]);
    expect(answer.headers["content-security-policy"]).toContain("default-src 'none'");
  }
  expect(headers["content-security-policy"]).not.toContain("unsafe");
  expect(body).not.toMatch(/<script>|<style|style=|\son\w+=/);
});

it.each([
  ["a name that was made lead here", "/", () => ({ host: `attacker.example:${port()}` })],
  ["such a name, at the control", "/_emulator/contracts", () => ({ host: `attacker.example:${port()}` })],
  ["such a name, at the API", "/auth/token", () => ({ host: `attacker.example:${port()}` })],
  ["another origin", "/_emulator/contracts", () => ({ origin: "http://attacker.example" })],
  ["another port of this machine", "/_emulator/reset", () => ({ origin: "http://127.0.0.1:1" })],
  ["a sandboxed frame", "/_emulator/reset", () => ({ origin: "null" })],
  ["a page that hides its origin", "/_emulator/contracts", () => ({ "sec-fetch-site": "cross-site" })],
  [
    "a form elsewhere",
    "/_emulator/reset",
    () => ({ "sec-fetch-mode": "navigate", origin: "http://a.example" }),
  ],
])("refuses %s", async (_, path, headers) => {
  const answer = await ask(
    path.endsWith("reset") || path.endsWith("token") ? "POST" : "GET",
    path,
    headers(),
  );
  expect(answer.status).toBe(403);
});

it.each([
  ["localhost", () => ({ host: `localhost:${port()}` })],
  ["an IPv6 address", () => ({ host: `[::1]:${port()}` })],
  ["its own page", () => ({ origin: emulator.url, "sec-fetch-site": "same-origin" })],
  ["a link", () => ({ "sec-fetch-site": "cross-site", "sec-fetch-mode": "navigate" })],
])("lets %s in", async (_, headers) => {
  expect((await ask("GET", "/", headers())).status).toBe(200);
});
