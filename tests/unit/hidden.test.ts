import { pickWritten } from "../../provider/inputs/hidden";

it("leaves what the program wrote, and nothing that was added", () => {
  const news = { engine: "mysql-8.0", _mine: 1, storageGB: 50, __urn: "urn", __run: {}, __provider: "text" };
  expect(pickWritten(news)).toEqual({ engine: "mysql-8.0", _mine: 1, storageGB: 50 });
});
