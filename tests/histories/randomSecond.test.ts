import { expectAllWell } from "./random";

it("goes well in the second 10,000 histories by chance", async () => {
  await expectAllWell({ from: 10_001, count: 10_000 });
}, 1_800_000);
