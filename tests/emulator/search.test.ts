import { contracts, openDesk, orders, provision } from "./caller";

/** 105 contracts; every third has the alias `third`. */
async function openWithMany() {
  const desk = openDesk();
  for (let n = 0; n < 105; n++) {
    await desk.order({ ...provision, contractAlias: n % 3 === 0 ? "third" : `other ${n}` });
    desk.pass(1000);
  }
  return desk;
}

it.each([
  [`${orders}/search`, "orderSearchList", "orderList"],
  [`${contracts}/search`, "contractSearchList", "contractList"],
])("pages through %s, the newest first, at most 100 at a time", async (path, asked, answered) => {
  const { call, expectConformance } = await openWithMany();
  const page = async (body: object) => {
    const { body: answer } = await call("POST", path, { [asked]: [], ...body });
    const numbers = answer[answered].map((item: { contractNumber: string }) => Number(item.contractNumber));
    return { numbers, total: answer.resultSetProperties.total };
  };
  const newestFirst = Array.from({ length: 105 }, (_, n) => 423_414 - n);
  expect(await page({})).toEqual({ numbers: newestFirst.slice(0, 100), total: 105 });
  expect(await page({ offset: 100, limit: 100 })).toEqual({ numbers: newestFirst.slice(100), total: 105 });
  expect(await page({ offset: 2, limit: 3 })).toEqual({ numbers: newestFirst.slice(2, 5), total: 105 });
  expect(await page({ offset: 105 })).toEqual({ numbers: [], total: 105 });
  const thirds = await page({ [asked]: [{ contractAliasList: ["third"] }], limit: 2 });
  expect(thirds).toEqual({ numbers: [423_412, 423_409], total: 35 });
  const several = [{ contractNumberList: ["423310", "423312"] }, { contractAliasList: ["other 1"] }];
  expect((await page({ [asked]: several })).numbers).toEqual([423_312, 423_311, 423_310]);
  expectConformance();
});

it.each([
  ["a limit above 100", { limit: 101 }, "limit"],
  ["a limit of 0", { limit: 0 }, "limit"],
  ["a negative offset", { offset: -1 }, "offset"],
  [
    "two criteria in one",
    { orderSearchList: [{ orderIdList: [], contractAliasList: [] }] },
    "orderSearchList[0]",
  ],
  ["no criterion", { orderSearchList: [{}] }, "orderSearchList[0]"],
  ["an unknown criterion", { orderSearchList: [{ statusList: ["new"] }] }, "orderSearchList[0].statusList"],
  ["a number for a text", { orderSearchList: [{ orderIdList: [7] }] }, "orderSearchList[0].orderIdList[0]"],
  ["no list", { orderSearchList: undefined }, "orderSearchList"],
  ["an unknown field", { page: 1 }, "page"],
])("refuses a search with %s", async (_name, change, field) => {
  const { call, expectConformance } = openDesk();
  const { status, body } = await call("POST", `${orders}/search`, { orderSearchList: [], ...change });
  expect({ status, field: body.error.field }).toEqual({ status: 400, field });
  expectConformance();
});
