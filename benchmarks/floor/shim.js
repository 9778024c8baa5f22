const load = () => require("node:module").createRequire(`${process.cwd()}/index.js`)("./provider.js");

/** A constant shim, as ManagedDatabase has one: what it loads is not serialised. */
exports.shim = {
  configure: (request) => load().configure(request),
  check: (olds, news) => load().check(olds, news),
  diff: (id, olds, news) => load().diff(id, olds, news),
  create: (inputs) => load().create(inputs),
  read: (id, props) => load().read(id, props),
  update: (id, olds, news) => load().update(id, olds, news),
  delete: (id, props) => load().delete(id, props),
};
