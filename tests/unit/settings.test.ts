import { environmentName, readSettings, settingsTable } from "../../provider/settings";

const config = (values: Record<string, string>) => ({ get: (key: string) => values[key] });
const complete = {
  PLUSSERVER_API_URL: "https://api.example.com",
  PLUSSERVER_TOKEN_URL: "https://login.example.com",
  PLUSSERVER_CLIENT_ID: "client",
  PLUSSERVER_CLIENT_SECRET: "secret",
};

it.each([
  ["apiUrl", "PLUSSERVER_API_URL"],
  ["clientSecret", "PLUSSERVER_CLIENT_SECRET"],
  ["acceptTerms", "PLUSSERVER_ACCEPT_TERMS"],
  ["caFile", "PLUSSERVER_CA_FILE"],
  ["namespace", "PLUSSERVER_NAMESPACE"],
])("reads %s from %s", (name, variable) => {
  expect(environmentName(name)).toBe(variable);
});

it("takes a setting from the stack's configuration, and rather from the environment", () => {
  const source = config({ "plusserver:username": "of the stack", "plusserver:namespace": "blue" });
  const settings = readSettings({ PLUSSERVER_USERNAME: "of the environment" }, source);
  expect(settings.get("username")).toBe("of the environment");
  expect(settings.get("namespace")).toBe("blue");
});

it("counts an empty variable as not set, and a value in the environment that says no as set", () => {
  const source = config({
    "plusserver:apiUrl": "https://stack.example.com",
    "plusserver:acceptTerms": "true",
  });
  const settings = readSettings({ PLUSSERVER_API_URL: "", PLUSSERVER_ACCEPT_TERMS: "false" }, source);
  expect(settings.get("apiUrl")).toBe("https://stack.example.com");
  expect(settings.acceptTerms()).toBe(false);
});

it("asks for nothing before it is needed: a preview has no settings", () => {
  expect(() => readSettings({})).not.toThrow();
});

it("names every setting that is missing at once, with both ways to give it", () => {
  expect(() => readSettings({ PLUSSERVER_CLIENT_ID: "x" }).get("apiUrl")).toThrow(
    new Error(`settings are missing:
  apiUrl: pulumi config set plusserver:apiUrl …   or PLUSSERVER_API_URL in the environment
  tokenUrl: pulumi config set plusserver:tokenUrl …   or PLUSSERVER_TOKEN_URL in the environment
  clientSecret: pulumi config set --secret plusserver:clientSecret …   or PLUSSERVER_CLIENT_SECRET in the environment`),
  );
});

it("needs no more than four settings to talk to the service", () => {
  const settings = readSettings(complete);
  expect(settingsTable.map(({ name }) => settings.get(name))).toEqual([
    ...Object.values(complete),
    "",
    "",
    "false",
    "",
    "",
    "120",
    "",
  ]);
  expect([settings.acceptTerms(), settings.settleSeconds()]).toEqual([false, 120]);
});

it.each(["yes", "True", "1", " true"])("does not take %j for consent, nor for a refusal", (value) => {
  expect(() => readSettings({ PLUSSERVER_ACCEPT_TERMS: value }).acceptTerms()).toThrow(
    `plusserver:acceptTerms is ${JSON.stringify(value)}: write true or false`,
  );
});

it.each(["soon", "-1", "3601", " ", "NaN", "Infinity"])("refuses %j as a number of seconds", (value) => {
  expect(() => readSettings({ PLUSSERVER_SETTLE_SECONDS: value }).settleSeconds()).toThrow(
    `plusserver:settleSeconds is ${JSON.stringify(value)}: write a number of seconds from 0 to 3600`,
  );
});

it.each([
  ["0", 0],
  ["3600", 3600],
  ["0.5", 0.5],
])("takes %s seconds", (value, seconds) => {
  expect(readSettings({ PLUSSERVER_SETTLE_SECONDS: value }).settleSeconds()).toBe(seconds);
});

it("marks as secret what must be one, and describes every setting", () => {
  const secrets = settingsTable.filter((row) => "secret" in row).map(({ name }) => name);
  expect(secrets).toEqual(["clientSecret", "password"]);
  for (const { description } of settingsTable) expect(description).toMatch(/^.{10,}\.$/);
});
