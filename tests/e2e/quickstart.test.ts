import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify, stripVTControlCharacters } from "node:util";

jest.setTimeout(240_000);

const root = join(__dirname, "..", "..");
const quickstart = async (...args: string[]) => {
  const { stdout } = await promisify(execFile)("node", [join(root, "tools", "quickstart.mjs"), ...args], {
    cwd: root,
  });
  return stripVTControlCharacters(stdout);
};

describe("the quickstart", () => {
  // Whoever tries the project may have a database of the quickstart: begin and end without one.
  beforeAll(() => quickstart("destroy"));
  afterAll(() => quickstart("destroy"));

  it("shows summary and cost, orders, shows the order moving, and ends with a query to the database", async () => {
    const output = await quickstart();
    expect(output).toMatch(/✓ emulator \(\d+\.\d s\)/s);
    expect(output).toMatch(/\$ pulumi preview.*monthlyCost\s*: "94\.82 EUR".*\+ 2 to create/s);
    expect(output).toMatch(/order [0-9a-f]{8}…: new \(\d+s\).*order [0-9a-f]{8}…: processing \d+ %/s);
    expect(output).toMatch(/connectionUri\s+\[secret\]/s);
    expect(output).toMatch(/host\s+localhost/s);
    expect(output).toMatch(
      /TLS verified.*"PostgreSQL 16\..*INSERT INTO visits.*\{"id":1\}.*\{"id":1,"at":"20.*✓ query/s,
    );
  });

  it("changes nothing when it is run again, and finds its data in the database", async () => {
    const output = await quickstart();
    expect(output).toMatch(/\$ pulumi up.*2 unchanged/s);
    expect(output).not.toMatch(/created|updated/s);
    expect(output).toMatch(/SELECT.*\{"id":2,"at":"20.*\{"id":1,"at":"20/s);
  });

  it("cancels by its own command", async () => {
    expect(await quickstart("destroy")).toMatch(/2 deleted.*The contract is cancelled/s);
  });
});
