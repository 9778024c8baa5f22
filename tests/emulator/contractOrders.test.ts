import { contracts, openDesk, orders, provision } from "./caller";

const change = { type: "Change", contractNumber: "423310" };

async function openWithContract() {
  const desk = openDesk();
  await desk.order({ ...provision, storageGb: 100 });
  return desk;
}

it.each([
  ["nothing", {}, "order"],
  ["less storage", { storageGb: 50 }, "order.storageGb"],
  ["an unknown node size", { nodeSize: "x" }, "order.nodeSize"],
  ["an unknown invoice profile", { invoiceProfileId: "1" }, "order.invoiceProfileId"],
  ["a private network", { trustedSourceList: ["10.0.0.1/32"] }, "order.trustedSourceList[0]"],
  ["the region", { region: "DE-NORTH" }, "order.region"],
  ["the alias", { contractAlias: "x" }, "order.contractAlias"],
  ["no contract number", { contractNumber: undefined, nodeSize: "b4-8" }, "order.contractNumber"],
])("refuses to change %s", async (_name, targets, field) => {
  const { order, control, expectConformance } = await openWithContract();
  const answer = await order({ ...change, ...targets });
  expect(answer).toMatchObject({ status: 400, body: { error: { code: "invalid_request", field } } });
  expect(control.journal().orders).toHaveLength(1);
  expectConformance();
});

it("changes what is given to exactly that, and nothing else", async () => {
  const { order, call, expectConformance } = await openWithContract();
  const before = (await call("GET", `${contracts}/423310`)).body.contract;
  const targets = { nodeSize: "b8-16", storageGb: 150, trustedSourceList: ["8.8.8.8/32"] };
  await order({ ...change, ...targets });
  const after = (await call("GET", `${contracts}/423310`)).body.contract;
  expect(after).toEqual({ ...before, database: { ...before.database, ...targets } });
  expectConformance();
});

it.each(["Change", "Cancel"])("answers 404 for a %s order of an unknown contract", async (type) => {
  const { order, expectConformance } = openDesk();
  const targets = type === "Change" ? { nodeSize: "b4-8" } : {};
  const answer = await order({ type, contractNumber: "1", ...targets });
  expect(answer).toMatchObject({ status: 404, body: { error: { code: "not_found" } } });
  expectConformance();
});

it.each([
  ["GET", `${orders}/64e47d15bc03ede47135c372`],
  ["GET", `${contracts}/1`],
  ["GET", `${contracts}/1/credentials`],
])("answers 404 for %s %s", async (method, path) => {
  const { call, expectConformance } = openDesk();
  expect(await call(method, path)).toMatchObject({ status: 404, body: { error: { code: "not_found" } } });
  expectConformance();
});

it("answers 404 for what is not in the contract", async () => {
  const { call } = openDesk();
  expect((await call("GET", "/orderEntityService")).status).toBe(404);
  expect((await call("DELETE", `${contracts}/1`)).status).toBe(404);
});

it.each([
  ["text that is not JSON", "{", "body"],
  ["a list", [], "body"],
  ["no order", {}, "order"],
  ["a second member", { order: provision, force: true }, "force"],
])("refuses a body with %s", async (_name, body, what) => {
  const { call, control } = openDesk();
  const { status, body: answer } = await call("POST", orders, body);
  expect(status).toBe(400);
  expect(answer.error.message.startsWith(what)).toBe(true);
  expect(control.journal().orders).toEqual([]);
});

it("takes an alias of 100 characters, whatever they are, and refuses 101", async () => {
  const { call, expectConformance } = await openWithContract();
  const set = (contractAlias: unknown) => call("PUT", `${contracts}/423310`, { contract: { contractAlias } });
  expect((await set("🐘".repeat(100))).body.contract.contractAlias).toHaveLength(200);
  for (const wrong of ["🐘".repeat(101), 7, undefined]) {
    expect((await set(wrong)).body.error).toMatchObject({ field: "contract.contractAlias" });
  }
  expectConformance();
});
