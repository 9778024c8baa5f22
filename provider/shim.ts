/*
 * The object that Pulumi turns into text and stores in every resource's state. Reading and deleting an old state run
 * the old text: keep it constant, small and free of imports. What it loads is free to change, under this name.
 * Enforced by: tests/unit/shim.test.ts (golden text).
 */
const load = () =>
  require("node:module").createRequire(`${process.cwd()}/index.js`)("pulumi-plusserver/provider");

export const shim = {
  configure: (request: unknown) => load().configure(request),
  check: (olds: unknown, news: unknown) => load().check(olds, news),
  diff: (id: string, olds: unknown, news: unknown) => load().diff(id, olds, news),
  create: (inputs: unknown) => load().create(inputs),
  read: (id: string, props: unknown) => load().read(id, props),
  update: (id: string, olds: unknown, news: unknown) => load().update(id, olds, news),
  delete: (id: string, props: unknown) => load().delete(id, props),
};
