import { passwordOf } from "../../emulator/ids";
import type { Service } from "../../emulator/index";

/** Throws on what breaks Pulumi's host on the way out: anything that is not plain JSON, at any depth. */
export function requirePlain(value: unknown, path = "result"): void {
  if (value === null || ["string", "boolean"].includes(typeof value)) return;
  if (typeof value === "number" && Number.isFinite(value)) return;
  if (typeof value !== "object") throw new Error(`${path} is ${String(value)}`);
  const prototype: unknown = Object.getPrototypeOf(value);
  if (!Array.isArray(value) && prototype !== Object.prototype) throw new Error(`${path} is no plain object`);
  for (const [name, member] of Object.entries(value)) requirePlain(member, `${path}.${name}`);
}

/** Throws if one of the secrets that are alive is in one of the texts. */
export function requireSecretsKept(service: Service, texts: readonly string[]): void {
  const { state, credentials } = service;
  const secrets = [
    credentials.clientSecret,
    credentials.password,
    ...Object.keys(state.tokens),
    ...state.contracts.map(({ contractNumber }) => passwordOf(state, contractNumber)),
  ];
  for (const secret of secrets) {
    const leak = texts.find((text) => text.includes(secret));
    if (leak) throw new Error(`a secret is shown: ${leak.replaceAll(secret, "(here)")}`);
  }
}
