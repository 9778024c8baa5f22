import type { Browser, Page } from "playwright-core";
import { createHttpCaller, provision } from "../emulator/caller";
import { describeInBrowser, startBrowser } from "../support/browser";
import { startValidatedEmulator } from "../support/emulator";

const phone = { width: 360, height: 740 };

describeInBrowser("the order-status page", () => {
  let browser: Browser;
  let emulator: Awaited<ReturnType<typeof startValidatedEmulator>>;
  let page: Page;
  let trouble: string[];
  let asked: string[];
  beforeAll(async () => {
    browser = await startBrowser();
  });
  afterAll(() => browser?.close());
  beforeEach(async () => {
    emulator = await startValidatedEmulator();
    page = await browser.newPage();
    trouble = [];
    asked = [];
    page.on("console", (message) => void (message.type() === "error" && trouble.push(message.text())));
    page.on("pageerror", (error) => void trouble.push(error.message));
    page.on("request", (request) => void asked.push(request.url()));
  });
  afterEach(async () => {
    await page?.close();
    await emulator.close();
  });

  const open = () => page.goto(`${emulator.url}/`);
  const order = async (fields: object = {}) =>
    (await createHttpCaller(emulator).order({ ...provision, ...fields })).body.order;
  const see = (text: string, within = "body") => page.locator(within).getByText(text).first().waitFor();

  it("shows an order placed while it is open, and its way to DONE, without being loaded again", async () => {
    emulator.control.settings({ provisionMs: 2_000 });
    await open();
    await see("No order yet.");
    await page.evaluate("window.mark = 'first load'");
    const { orderId } = await order();
    const row = page.getByRole("row").filter({ hasText: orderId });
    await row.waitFor();
    expect(await row.getByRole("cell").nth(2).textContent()).toMatch(/new|processing/);
    await row.getByText("DONE").waitFor();
    const cells = await row.getByRole("cell").allInnerTexts();
    expect(cells.slice(1)).toEqual([
      "MariaDB 10.6",
      "DONE",
      "100 %",
      "423310 “orders”",
      "Provision",
      orderId,
      "",
    ]);
    expect(await page.evaluate("window.mark")).toBe("first load");
    const { host, port } = emulator.control.contracts()[0]?.database ?? {};
    await see(`${host}`, "#contracts");
    await see(`${port}`, "#contracts");
    expect(trouble).toEqual([]);
  });

  it("says of an order and of a contract which server stands in", async () => {
    await emulator.close();
    emulator = await startValidatedEmulator({ servers: "auto" });
    await open();
    const { orderId } = await order({ product: "postgresql", version: "14" });
    const row = page.getByRole("row").filter({ hasText: orderId });
    await row.getByText(/^PostgreSQL [\d.]+ stands in for PostgreSQL 14$/).waitFor();
    await see("stands in for PostgreSQL 14", "#contracts");
    await see(`${emulator.control.contracts()[0]?.database.port}`, "#contracts");
  });

  it("fetches a password on a click only, keeps it over news, and forgets it with the next click", async () => {
    await order();
    const { username, password } = emulator.control.credentials("423310").credentialList[0] ?? {};
    const answers: Promise<string>[] = [];
    page.on("response", (response) => void answers.push(response.text().catch(() => "")));
    await open();
    await page.getByRole("button", { name: "Show user and password" }).waitFor();
    await order({ contractAlias: "second" });
    await see("423311", "#contracts");
    expect((await Promise.all(answers)).join()).not.toContain(password);
    const card = page.getByRole("listitem").filter({ hasText: "423310" });
    await card.getByRole("button", { name: "Show user and password" }).click();
    await card.getByText(password ?? "", { exact: true }).waitFor();
    await card.getByText(username ?? "", { exact: true }).waitFor();
    await order({ contractAlias: "third" });
    await see("423312", "#contracts");
    expect(await page.content()).toContain(password);
    await card.getByRole("button", { name: "Hide user and password" }).click();
    expect(await page.content()).not.toContain(password);
  });

  it("fails the next order by its button", async () => {
    await open();
    await page.getByLabel("Reason of the failure").fill("the rack is full");
    await page.getByRole("button", { name: "Fail the next order" }).click();
    await see("The next order will fail: the rack is full");
    expect(await order()).toMatchObject({ status: "failed", info: "the rack is full" });
    await see("failed", "#orders");
    await see("the rack is full", "#orders");
    expect(await order()).toMatchObject({ status: "DONE" });
  });

  it("sets how long orders take, and shows what somebody else sets", async () => {
    await open();
    const field = page.getByLabel("Provisioning time");
    await see("Live");
    await field.fill("45");
    await page.getByRole("button", { name: "Set the time" }).click();
    await see("Orders placed from now on take 45 s.");
    expect(emulator.control.settings().provisionMs).toEqual({
      Provision: 45_000,
      Change: 45_000,
      Cancel: 45_000,
    });
    emulator.control.settings({ provisionMs: 7_000 });
    while ((await field.inputValue()) !== "7") await page.waitForTimeout(50);
  });

  it("shows HTML that an order carries as text", async () => {
    const html = `<img src=x onerror="window.mark='run'"><b>bold</b>`;
    emulator.control.failNextOrder(html);
    await order({ contractAlias: "<i>alias</i>" });
    await open();
    await see(html, "#orders");
    await see("“<i>alias</i>”", "#orders");
    expect(await page.locator("#orders :is(img, b, i)").count()).toBe(0);
    expect(await page.evaluate("window.mark")).toBeUndefined();
  });

  it.each(["light", "dark"] as const)("fits a phone and shows all there, %s", async (colorScheme) => {
    await order();
    emulator.control.failNextOrder("a-reason-without-any-space-".repeat(6));
    await order({ contractAlias: "x".repeat(60), readReplicas: 3 });
    await page.emulateMedia({ colorScheme });
    await page.setViewportSize(phone);
    await open();
    await see("423310", "#contracts");
    await page.getByRole("button", { name: "Show user and password" }).first().click();
    await see("Password");
    expect(await page.evaluate("document.documentElement.scrollWidth")).toBe(phone.width);
    const beyond = `[...document.querySelectorAll("td *, dd, button, input")]
      .filter((node) => node.getBoundingClientRect().right > innerWidth).length`;
    expect(await page.evaluate(beyond)).toBe(0);
    expect(await page.evaluate("getComputedStyle(document.body).backgroundColor")).toBe(
      colorScheme === "dark" ? "rgb(18, 22, 28)" : "rgb(245, 246, 248)",
    );
  });

  it("asks nobody but the emulator, and may not ask anybody else", async () => {
    await order();
    await open();
    await page.getByRole("button", { name: "Show user and password" }).click();
    await see("Password");
    expect(asked.filter((url) => !url.startsWith(`${emulator.url}/`))).toEqual([]);
    expect(trouble).toEqual([]);
    const attempt = `fetch("http://localhost:1/").then(() => "asked", () => "refused")`;
    expect(await page.evaluate(attempt)).toBe("refused");
    expect(trouble.join()).toContain("Content Security Policy");
  });

  it("says so when the emulator is gone", async () => {
    await order();
    await open();
    await see("Live");
    await emulator.close();
    await see("does not answer");
    await see("423310", "#contracts");
  });

  it("is out of reach for another web page in the same browser", async () => {
    const other = await startValidatedEmulator();
    try {
      await page.goto(`${other.url}/nothing`);
      const attempt = `fetch("${emulator.url}/_emulator/failNextOrder",
        { method: "POST", mode: "no-cors", body: '{"reason":"theirs"}' }).then(() => "sent")`;
      expect(await page.evaluate(attempt)).toBe("sent");
      expect(await order()).toMatchObject({ status: "DONE" });
    } finally {
      await other.close();
    }
  });
});
