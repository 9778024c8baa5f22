/*
 * COUNT databases by a dynamic provider as most people would write it first: all of it in the program, its settings
 * captured by value (so the password lies in the state), a login for each database, no look whether it was ordered
 * before, and one request for each database every POLL_SECONDS until its order is done.
 */
const pulumi = require("@pulumi/pulumi");

const apiUrl = process.env.PLUSSERVER_API_URL;
const tokenUrl = process.env.PLUSSERVER_TOKEN_URL;
const login = {
  grant_type: "password",
  client_id: process.env.PLUSSERVER_CLIENT_ID,
  client_secret: process.env.PLUSSERVER_CLIENT_SECRET,
  username: process.env.PLUSSERVER_USERNAME,
  password: process.env.PLUSSERVER_PASSWORD,
};
const pollSeconds = Number(process.env.POLL_SECONDS ?? 5);
const acceptedTermsList = JSON.parse(process.env.TERMS);

async function getToken() {
  const response = await fetch(tokenUrl, { method: "POST", body: new URLSearchParams(login) });
  return (await response.json()).access_token;
}

async function call(token, method, path, body) {
  const response = await fetch(apiUrl + path, {
    method,
    headers: {
      Authorization: `Bearer ${token}`,
      "Content-Type": "application/json",
      "X-Message-Id": crypto.randomUUID(),
      "X-Transaction-Id": crypto.randomUUID(),
      "X-Transaction-Caller": "naive/1.0.0",
    },
    ...(body && { body: JSON.stringify(body) }),
  });
  if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
  return response.json();
}

async function waitUntilDone(token, orderId) {
  for (;;) {
    const { order } = await call(token, "GET", `/orderEntityService/orders/${orderId}`);
    if (order.status === "DONE") return order;
    await new Promise((resolve) => setTimeout(resolve, pollSeconds * 1000));
  }
}

const provider = {
  async create(inputs) {
    const token = await getToken();
    const [product, version] = inputs.engine.split("-");
    const placed = await call(token, "POST", "/orderEntityService/orders", {
      order: {
        type: "Provision",
        product,
        version,
        nodeSize: inputs.nodeSize,
        storageGb: inputs.storageGb,
        trustedSourceList: inputs.trustedSources,
        region: inputs.region,
        invoiceProfileId: inputs.billingProfile,
        readReplicas: inputs.readReplicas,
        contractAlias: inputs.alias,
        acceptedTermsList,
      },
    });
    const order = await waitUntilDone(token, placed.order.orderId);
    const path = `/contractEntityService/contracts/${order.contractNumber}`;
    const { contract } = await call(token, "GET", path);
    const { credentialList } = await call(token, "GET", `${path}/credentials`);
    const { username, password } = credentialList[0];
    const { host, port } = contract.database;
    return {
      id: order.orderId,
      outs: {
        ...inputs,
        orderId: order.orderId,
        orderStatus: order.status,
        contractNumber: contract.contractNumber,
        contractName: contract.contractName,
        contractStatus: contract.status,
        billingProfileId: contract.invoiceProfileId,
        host,
        port,
        username,
        password,
        databaseName: "",
        connectionUri: `mysql://${username}:${encodeURIComponent(password)}@${host}:${port}/`,
        monthlyCost: "unknown",
        readReplicaEndpoints: [],
      },
    };
  },
  async delete(_id, { contractNumber }) {
    const token = await getToken();
    await call(token, "POST", "/orderEntityService/orders", { order: { type: "Cancel", contractNumber } });
  },
};

class NaiveDatabase extends pulumi.dynamic.Resource {
  constructor(name, args) {
    const outputs = {
      orderId: undefined,
      orderStatus: undefined,
      contractNumber: undefined,
      contractName: undefined,
      contractStatus: undefined,
      billingProfileId: undefined,
      host: undefined,
      port: undefined,
      username: undefined,
      password: undefined,
      databaseName: undefined,
      connectionUri: undefined,
      monthlyCost: undefined,
      readReplicaEndpoints: undefined,
    };
    super(provider, name, { ...outputs, ...args, alias: name });
  }
}

for (let i = 0; i < Number(process.env.COUNT); i++) {
  new NaiveDatabase(`database-${i}`, {
    engine: "mariadb-10.11",
    nodeSize: "b2-4",
    storageGb: 50,
    trustedSources: ["123.123.123.123/32", "222.222.222.128/28"],
    region: "DE-WEST",
    billingProfile: "046073",
    readReplicas: 0,
    allowReplacement: false,
  });
}
