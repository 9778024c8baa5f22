import { isNativeError } from "node:util/types";

/** The error itself, or one around whatever was thrown. `instanceof` fails for errors of another V8 context. */
export const toError = (thrown: unknown): Error =>
  isNativeError(thrown) ? thrown : new Error(String(thrown));

/** What was thrown, in words. */
export const messageOf = (thrown: unknown): string => toError(thrown).message;
