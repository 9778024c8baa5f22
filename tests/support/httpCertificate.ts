import { generateKeyPairSync, type KeyObject, randomBytes, sign } from "node:crypto";

/*
 * X.509 certificates for tests (RFC 5280), written with Node alone, since not every machine has openssl on its path.
 */

/** A certificate with its key, in PEM. */
export interface Certificate {
  cert: string;
  key: string;
}
export interface Authority extends Certificate {
  /** Makes a certificate for a server. */
  issue(options?: ServerOptions): Certificate;
}
interface ServerOptions {
  /** Names and IPv4 addresses that it is good for; default: this machine. */
  hosts?: string[];
  /** Until when it is good; default: for a day from now. */
  notAfter?: Date;
}

const dayMs = 86_400_000;
const oid = { ecdsaWithSha256: "2a8648ce3d040302", name: "550403", constraints: "551d13", hosts: "551d11" };

/** Makes an authority that nobody trusts yet. */
export function createAuthority(name = "Test authority"): Authority {
  const { publicKey, privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const own = { subject: name, issuer: name, publicKey, notAfter: new Date(Date.now() + dayMs) };
  const extensions = [extension(oid.constraints, sequence(der(0x01, Buffer.from([0xff]))))];
  return {
    ...toPem(encode({ ...own, extensions }, privateKey), privateKey),
    issue: ({ hosts = ["127.0.0.1", "localhost"], notAfter = own.notAfter } = {}) => {
      const server = generateKeyPairSync("ec", { namedCurve: "P-256" });
      const subject = { subject: "Test server", issuer: name, publicKey: server.publicKey, notAfter };
      const named = { ...subject, extensions: [extension(oid.hosts, sequence(...hosts.map(encodeHost)))] };
      return toPem(encode(named, privateKey), server.privateKey);
    },
  };
}

interface Contents {
  subject: string;
  issuer: string;
  publicKey: KeyObject;
  notAfter: Date;
  extensions: Buffer[];
}

function encode(
  { subject, issuer, publicKey, notAfter, extensions }: Contents,
  issuerKey: KeyObject,
): Buffer {
  const algorithm = sequence(identifier(oid.ecdsaWithSha256));
  const body = sequence(
    der(0xa0, der(0x02, Buffer.from([2]))),
    der(0x02, Buffer.concat([Buffer.from([1]), randomBytes(8)])),
    algorithm,
    encodeName(issuer),
    sequence(encodeTime(new Date(notAfter.getTime() - 30 * dayMs)), encodeTime(notAfter)),
    encodeName(subject),
    publicKey.export({ type: "spki", format: "der" }),
    der(0xa3, sequence(...extensions)),
  );
  const signature = sign("sha256", body, issuerKey);
  return sequence(body, algorithm, der(0x03, Buffer.concat([Buffer.from([0]), signature])));
}

function der(tag: number, ...parts: Buffer[]): Buffer {
  const content = Buffer.concat(parts);
  const { length } = content;
  const size = length < 128 ? [length] : length < 256 ? [0x81, length] : [0x82, length >> 8, length & 255];
  return Buffer.concat([Buffer.from([tag, ...size]), content]);
}

const sequence = (...parts: Buffer[]) => der(0x30, ...parts);
const identifier = (hex: string) => der(0x06, Buffer.from(hex, "hex"));
const extension = (hex: string, value: Buffer) => sequence(identifier(hex), der(0x04, value));
const encodeName = (name: string) =>
  sequence(der(0x31, sequence(identifier(oid.name), der(0x0c, Buffer.from(name)))));
const encodeTime = (time: Date) =>
  der(0x17, Buffer.from(`${time.toISOString().replace(/[-:T]/g, "").slice(2, 14)}Z`));
const encodeHost = (host: string) =>
  /^[\d.]+$/.test(host) ? der(0x87, Buffer.from(host.split(".").map(Number))) : der(0x82, Buffer.from(host));

function toPem(certificate: Buffer, key: KeyObject): Certificate {
  const lines = certificate.toString("base64").match(/.{1,64}/g) ?? [];
  const cert = `-----BEGIN CERTIFICATE-----\n${lines.join("\n")}\n-----END CERTIFICATE-----\n`;
  return { cert, key: key.export({ type: "pkcs8", format: "pem" }).toString() };
}
