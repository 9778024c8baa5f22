/** This release, as `X-Transaction-Caller` names it. Enforced by: tests/unit/version.test.ts (equals package.json). */
export const version = "0.1.0";
