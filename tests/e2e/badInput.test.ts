import { type DatabaseArgs, oneDatabase, openShop, type Shop } from "../support/shop";

jest.setTimeout(180_000);

/** Each program once: everything that is wrong in it, and what each error must say beside the property's name. */
const programs: {
  what: string;
  args: DatabaseArgs | string;
  says: [property: string, text: string | RegExp][];
}[] = [
  {
    what: "values that do not exist",
    args: {
      engine: "mariadb-10.12",
      nodeSize: "b2-5",
      storageGb: 49,
      region: "DE-SOUTH",
      billingProfile: "",
      readReplicas: 4,
      trustedSources: ["10.0.0.0/8", "0.0.0.0/0", "1.2.3.4/33", "1.2.3.5/24", "example.com"],
      storageGB: 100,
    },
    says: [
      ["engine", 'did you mean "mariadb-10.11"?'],
      ["nodeSize", 'did you mean "b2-4"?'],
      [
        "storageGb",
        "49 cannot be ordered: write a whole number of GB from 50 to 500 in steps of 50, such as 50",
      ],
      ["region", "write one of DE-WEST, DE-NORTH"],
      ["billingProfile", 'write the id of an invoice profile as the portal shows it, such as "046073"'],
      ["readReplicas", "4 is not possible: write a whole number from 0 to 3"],
      ["trustedSources[0]", '"10.0.0.0/8" is or contains a private network'],
      ["trustedSources[1]", '"0.0.0.0/0" opens the database to every address there is'],
      ["trustedSources[2]", '"1.2.3.4/33" has no valid prefix length: write a number from 1 to 32'],
      ["trustedSources[3]", '"1.2.3.5/24" has host bits set: write "1.2.3.0/24" for the whole network'],
      [
        "trustedSources[4]",
        '"example.com" is not an address: write a public address or range in CIDR notation',
      ],
      ["storageGB", 'is not an input of ManagedDatabase: did you mean "storageGb"?'],
    ],
  },
  {
    what: "storage between two steps, no trusted source, and replicas that the engine does not have",
    args: { storageGb: 75, trustedSources: [], engine: "couchdb-3.3", readReplicas: 1 },
    says: [
      ["storageGb", /75 cannot be ordered: .* such as 100/],
      ["trustedSources", "is empty: all access is closed at first; write at least one public address"],
      ["readReplicas", "couchdb-3.3 has no read replicas; write 0 or leave it out"],
    ],
  },
  {
    what: "too much storage, duplicates and covered ranges",
    args: { storageGb: 550, trustedSources: ["8.8.8.8", "8.8.8.8/32", "9.9.8.0/23", "9.9.9.9"] },
    says: [
      ["storageGb", /550 cannot be ordered: .* such as 500/],
      ["trustedSources[1]", 'is a duplicate of trustedSources[0] "8.8.8.8": remove one of them'],
      ["trustedSources[3]", '"9.9.9.9" is covered by trustedSources[2] "9.9.8.0/23": remove one of them'],
    ],
  },
  {
    what: "storage and billing profile of the wrong type",
    args: { storageGb: "50", billingProfile: 46073 },
    says: [
      ["storageGb", '"50" is not a number'],
      ["billingProfile", 'write an id in quotes, such as "046073" (ids have leading zeros)'],
    ],
  },
  {
    what: "storage that is not a number at all",
    args: oneDatabase().replace('"storageGb":50', '"storageGb":NaN'),
    says: [["storageGb", "write a whole number of GB"]],
  },
  {
    what: "time-outs that are no durations",
    args: oneDatabase({}, { customTimeouts: { create: "an hour" } }),
    says: [["customTimeouts.create", "an hour"]],
  },
];

describe("a program with a mistake", () => {
  let shop: Shop;
  beforeAll(async () => {
    shop = await openShop();
  });
  afterAll(() => shop?.dispose());

  it.each(programs)("($what) is told in preview which property to mend, and how", async ({ args, says }) => {
    shop.writeProgram(typeof args === "string" ? args : oneDatabase(args));
    const { code, output } = await shop.preview();
    expect(code).not.toBe(0);
    for (const [property, text] of says) {
      expect(output).toContain(property);
      expect(output).toMatch(text instanceof RegExp ? text : text.replace(/\s+/g, " "));
    }
    expect(output).not.toMatch(/\n\s+at .*\(/);
    expect(shop.requests()).toBe(0);
  });

  it("orders nothing in up, either", async () => {
    shop.writeProgram(oneDatabase({ storageGb: 75 }));
    expect((await shop.up()).code).not.toBe(0);
    expect(shop.requests()).toBe(0);
  });

  it("is told without the value where a part of it is a secret", async () => {
    shop.writeProgram(
      oneDatabase().replace('"123.123.123.123"', 'require("@pulumi/pulumi").secret("10.98.76.54")'),
    );
    const { code, output } = await shop.preview();
    expect(code).not.toBe(0);
    expect(output).toContain("trustedSources[0] (a secret) is not valid");
    expect(output).not.toContain("10.98.76.54");
  });

  it("is told without the value where that is a secret", async () => {
    shop.writeProgram(
      oneDatabase().replace(
        '"billingProfile":"046073"',
        '"billingProfile": require("@pulumi/pulumi").secret(" 991234")',
      ),
    );
    const { code, output } = await shop.preview();
    expect(code).not.toBe(0);
    expect(output).toContain("billingProfile (a secret) is not valid");
    expect(output).not.toContain("991234");
  });
});
