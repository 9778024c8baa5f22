import { openStack } from "./stack";

it("orders nothing without consent, lists the terms with their versions, and says how to accept them", async () => {
  const stack = openStack({ environment: { PLUSSERVER_ACCEPT_TERMS: "" } });
  expect(await stack.preview()).toBe("create");
  await expect(stack.up()).rejects.toThrow(
    new Error(`nothing was ordered: the vendor's terms are not accepted. Read them in the portal:
  Webportal Terms 1.0.1
  Service Description Managed Service DBaaS 1.0.5
  SLA 2.2.1
  Special Contractual Terms 3.6
  Data Processing Agreement (Art. 28 GDPR) 1.8.0
  General Terms and Conditions 2.12.0
Then accept them with: pulumi config set plusserver:acceptTerms true   or PLUSSERVER_ACCEPT_TERMS=true in the environment`),
  );
  expect(stack.control.journal().requests).toEqual([]);
  expect(stack.isEmpty()).toBe(true);
});

it("orders no change without consent either, and leaves the database as it is", async () => {
  const environment: Record<string, string> = {};
  const stack = openStack({ environment });
  await stack.up();
  environment.PLUSSERVER_ACCEPT_TERMS = "false";
  await expect(stack.up({ storageGb: 100 })).rejects.toThrow("the vendor's terms are not accepted");
  await stack.refresh();
  expect(await stack.up()).toBe("same");
  expect(stack.booked()).toBe("Provision");
});

it("sends the accepted terms with the order, by name and version", async () => {
  const stack = openStack();
  await stack.up();
  const body = stack.control.journal().orders[0]?.body as { acceptedTermsList: object[] };
  expect(body.acceptedTermsList).toHaveLength(6);
  expect(body.acceptedTermsList).toContainEqual({ name: "SLA", version: "2.2.1" });
});

it("names the new terms when the vendor has changed them, and orders nothing", async () => {
  const stack = openStack();
  const termsList = [{ name: "SLA", version: "3.0.0" }];
  const error = { code: "terms_outdated", message: "accept the present versions", requestId: "1", termsList };
  const match = { orderType: "Provision" as const };
  stack.control.addFault({ match, effect: { kind: "answer", status: 409, body: { error } } });
  await expect(stack.up()).rejects.toThrow(
    /this release of pulumi-plusserver does not know the new ones \(SLA 3\.0\.0\): update it, read them, and order again$/,
  );
  expect(stack.booked()).toBe("");
  expect(stack.isEmpty()).toBe(true);
});
