/* Does nothing: what is left of the time is the engine's own. */
const outputs = {
  orderId: "64e47d15bc03ede47135c372",
  orderStatus: "DONE",
  contractNumber: "423310",
  contractName: "mansvc101740",
  contractStatus: "ACTIVE",
  billingProfileId: "046073",
  host: "node-64e86d6a02f97631ff0eae87.ps-xaas.io",
  port: 3306,
  username: "kd500986",
  password: "Zr4mVw8tQy1nKc6e",
  databaseName: "",
  connectionUri:
    "mysql://kd500986:Zr4mVw8tQy1nKc6e@node-64e86d6a02f97631ff0eae87.ps-xaas.io:3306/?ssl-mode=REQUIRED",
  monthlyCost: "94.82 EUR",
  readReplicaEndpoints: [],
};

exports.outputNames = Object.keys(outputs);
exports.configure = () => {};
exports.check = (_olds, news) => ({ inputs: news, failures: [] });
exports.diff = () => ({ changes: false });
exports.create = async (inputs) => {
  // Where it is measured what a waiting creation takes.
  if (process.env.FLOOR_WAITS) await new Promise((resolve) => setTimeout(resolve, 3_600_000));
  return { id: outputs.orderId, outs: { ...inputs, ...outputs } };
};
exports.read = (id, props) => ({ id, props, inputs: props });
exports.update = (_id, _olds, news) => ({ outs: { ...news, ...outputs } });
exports.delete = () => {};
