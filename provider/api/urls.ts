import { describeSetting } from "./settingText";

/** The address that a setting holds. Credentials go over HTTPS only, or stay on this machine. */
export function readServiceUrl(name: "apiUrl" | "tokenUrl", text: string): URL {
  const example = `https://${name === "apiUrl" ? "api.example.com" : "login.example.com/token"}`;
  // What comes before an @ may be a password, and this text is shown.
  if (text.includes("@"))
    throw new Error(
      `${describeSetting(name)} holds a user name or a password: write the address alone, such as ${example}, and the login in settings of its own`,
    );
  const where = describeSetting(name, text);
  if (!URL.canParse(text)) throw new Error(`${where}: write an address such as ${example}`);
  const url = new URL(text);
  const safe = url.protocol === "https:" || (url.protocol === "http:" && isLoopback(url.hostname));
  if (!safe) throw new Error(`${where}: write an https:// address; plain HTTP is for this machine alone`);
  if (url.hash || (name === "apiUrl" && url.search))
    throw new Error(`${where}: write it without what follows the path (${url.search}${url.hash})`);
  return url;
}

/** Whether a host name, as a URL holds it, can only mean this machine. */
export function isLoopback(hostname: string): boolean {
  return hostname === "localhost" || hostname === "[::1]" || /^127(\.\d{1,3}){3}$/.test(hostname);
}
