import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import tls from "node:tls";
import { failureOf, openApi, someOrder, someTransactionId } from "../support/httpApi";
import { createAuthority } from "../support/httpCertificate";
import { startHttpService } from "../support/httpService";
import { anOrder } from "../support/wireSamples";

const authority = createAuthority();
const folder = mkdtempSync(join(tmpdir(), "certificates-"));
const caFile = join(folder, "authority.pem");
writeFileSync(caFile, authority.cert);
afterAll(() => rmSync(folder, { recursive: true }));

const start = (tlsOptions: tls.TlsOptions = authority.issue()) =>
  startHttpService(() => ({ body: { order: anOrder() } }), { tls: tlsOptions });
const trusting = { environment: { PLUSSERVER_CA_FILE: caFile } };

it("trusts a certificate of the authority in caFile", async () => {
  const api = openApi(await start(), trusting);
  expect(await api.getOrder("1")).toMatchObject({ status: "DONE" });
});

it.each([
  ["of an authority that nobody knows", {}, authority.issue(), /UNABLE_TO_\w+|SELF_SIGNED/],
  ["for another host", trusting, authority.issue({ hosts: ["example.com"] }), /ERR_TLS_CERT_ALTNAME_INVALID/],
  [
    "that has expired",
    trusting,
    authority.issue({ notAfter: new Date(Date.now() - 1000) }),
    /CERT_HAS_EXPIRED/,
  ],
])(
  "sends nothing over a certificate %s, tries once, and says what to check",
  async (_what, options, certificate, code) => {
    const service = await start(certificate);
    const api = openApi(service, options);
    const failure = await failureOf(api.placeOrder(someOrder, someTransactionId));
    expect(failure.code).toMatch(code);
    expect(failure).toMatchObject({ kind: "network", mayHaveArrived: false, step: "log in" });
    expect(failure.message).toContain("plusserver:caFile");
    expect(api.clock.sleeps).toEqual([]);
    expect([...service.logins, ...service.received]).toEqual([]);
  },
);

it("knows that an order was not placed if the certificate changes after the login", async () => {
  const good = await start();
  const bad = await start(createAuthority().issue());
  const api = openApi({ apiUrl: bad.apiUrl, tokenUrl: good.tokenUrl }, trusting);
  const failure = await failureOf(api.placeOrder(someOrder, someTransactionId));
  expect(failure).toMatchObject({ step: "place the Cancel order", kind: "network", mayHaveArrived: false });
  expect(bad.received).toEqual([]);
});

it("does not speak TLS 1.1, even where Node was told to", async () => {
  const { DEFAULT_MIN_VERSION, DEFAULT_CIPHERS } = tls;
  Object.assign(tls, { DEFAULT_MIN_VERSION: "TLSv1", DEFAULT_CIPHERS: "DEFAULT@SECLEVEL=0" });
  const old = { minVersion: "TLSv1", maxVersion: "TLSv1.1", ciphers: "DEFAULT@SECLEVEL=0" } as const;
  const service = await start({ ...authority.issue(), ...old });
  const failure = await failureOf(openApi(service, trusting).getOrder("1"));
  Object.assign(tls, { DEFAULT_MIN_VERSION, DEFAULT_CIPHERS });
  expect(failure.code).toMatch(/^(ERR_SSL|EPROTO)/);
  expect(failure).toMatchObject({ mayHaveArrived: false });
  expect(failure.message).toContain("TLS 1.2 or newer");
  expect(service.logins).toEqual([]);
});

it("speaks TLS 1.2 with who has nothing newer", async () => {
  const service = await start({ ...authority.issue(), maxVersion: "TLSv1.2" });
  expect(await openApi(service, trusting).getOrder("1")).toMatchObject({ status: "DONE" });
});

it("says so when plain HTTP is spoken at an https address", async () => {
  const plain = await startHttpService(() => ({ body: { order: anOrder() } }));
  const tokenUrl = plain.tokenUrl.replace("http:", "https:");
  const failure = await failureOf(openApi({ ...plain, tokenUrl }).placeOrder(someOrder, someTransactionId));
  expect(failure).toMatchObject({ kind: "network", mayHaveArrived: false });
  expect(failure.message).toContain("check plusserver:tokenUrl: the service must speak TLS");
});
