import { configKey, environmentName, type SettingName } from "../settings";

/** A setting in an error: both its names, and what it is. */
export function describeSetting(name: SettingName, value?: string): string {
  const names = `${configKey(name)} (or ${environmentName(name)})`;
  return value === undefined ? names : `${names} is ${JSON.stringify(value)}`;
}
