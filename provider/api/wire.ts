import * as z from "zod";

/*
 * The shapes of answers. Fields that are not named here are ignored; a required one that is missing
 * is an error that names it.
 */

/** Ids go into paths and are shown: anything but printable ASCII is not one. */
const id = z.string().regex(/^[!-~]+$/, "must be printable");
const port = z.int().min(1).max(65_535);
const replica = z.object({ host: z.string(), port });

export const orderShape = z.object({
  orderId: id,
  type: z.string(),
  status: z.string(),
  progress: z.number().optional(),
  orderDate: z.string(),
  contractNumber: z.union([id, z.literal("")]).nullable(),
  contractAlias: z.string().nullish(),
  info: z.string().nullish(),
  product: z.string().optional(),
  version: z.string().optional(),
  nodeSize: z.string().optional(),
  storageGb: z.number().optional(),
  trustedSourceList: z.array(z.string()).optional(),
  region: z.string().optional(),
  invoiceProfileId: z.string().nullish(),
  readReplicas: z.number().optional(),
});

export const contractShape = z.object({
  contractNumber: id,
  contractName: z.string(),
  contractAlias: z.string().nullish(),
  productName: z.string(),
  status: z.string(),
  activationDate: z.string().nullish(),
  orderId: z.string(),
  invoiceProfileId: z.string(),
  database: z.object({
    product: z.string(),
    version: z.string(),
    nodeSize: z.string(),
    storageGb: z.number(),
    trustedSourceList: z.array(z.string()),
    region: z.string(),
    host: z.string(),
    port,
    replicaList: z.array(replica).default([]),
  }),
});

export const credentialShape = z.object({
  credentialType: z.string(),
  username: z.string(),
  password: z.string(),
  comment: z.string().nullish(),
});

const resultSet = z.object({ total: z.int().nonnegative() });

export const orderAnswer = z.object({ order: orderShape });
/**
 * The answer to an order: with a readable id it is placed, whatever the rest looks like. The rest is read again while
 * the order is waited for.
 */
export const placedOrderAnswer = (type: string) =>
  z.object({
    order: z
      .looseObject({ orderId: id })
      .transform((placed): Order => orderShape.safeParse(placed).data ?? toUnreadOrder(placed.orderId, type)),
  });
export const orderListAnswer = z.object({ orderList: z.array(orderShape), resultSetProperties: resultSet });
export const contractAnswer = z.object({ contract: contractShape });
export const contractListAnswer = z.object({
  contractList: z.array(contractShape),
  resultSetProperties: resultSet,
});
export const credentialListAnswer = z.object({ credentialList: z.array(credentialShape) });

export const tokenAnswer = z.object({
  /** What a header can hold (RFC 6749, A.12). */
  access_token: z.string().regex(/^[!-~]+$/, "must be printable"),
  /** Seconds. */
  expires_in: z.number().positive().default(300),
});

/** Only the code decides anything; what else is wrong in an error must not hide it. */
export const errorAnswer = z.object({
  error: z.object({
    code: z.string(),
    message: z.string().catch(""),
    field: z.string().nullish().catch(null),
    requestId: z.string().nullish().catch(null),
    /** Of `order_in_progress`. */
    orderId: id.optional().catch(undefined),
    /** Of `terms_outdated`. */
    termsList: z
      .array(z.object({ name: z.string(), version: z.string() }))
      .optional()
      .catch(undefined),
  }),
});

export type Order = z.infer<typeof orderShape>;
export type Contract = z.infer<typeof contractShape>;
export type Credential = z.infer<typeof credentialShape>;

const toUnreadOrder = (orderId: string, type: string): Order => ({
  orderId,
  type,
  status: "new",
  orderDate: "",
  contractNumber: null,
});
