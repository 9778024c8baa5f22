import { type Product, products, terms } from "./catalog";
import type { Context } from "./context";
import { type Fields, readAlias, readList, readObject, readOneOf, readText, refuseUnknown } from "./fields";
import { contractNumberOf, takeNumber } from "./ids";
import { addInvoiceProfile, readNewProfile } from "./invoiceProfiles";
import { readRegion, readTargets, targetNames } from "./orderFields";
import type { OrderPlan } from "./placeOrder";
import { invalid, Refusal } from "./refusal";

const required = ["nodeSize", "storageGb", "trustedSourceList"] as const;
const known = [
  ...["type", "product", "version", "region", "contractAlias", "acceptedTermsList", "invoiceProfile"],
  ...targetNames,
];

/** Checks a Provision order. Nothing is changed until the plan is carried out. */
export function planProvision(context: Context, sent: Fields): OrderPlan {
  refuseUnknown(sent, known, "order");
  const product = readProduct(sent);
  const version = readOneOf(sent.version, "order.version", product.versionList);
  const region = readRegion(sent.region);
  for (const name of required) if (sent[name] === undefined) throw invalid(`order.${name}`, "is missing");
  const targets = readTargets(context, sent, product);
  const newProfile = readProfileChoice(sent);
  const contractAlias =
    sent.contractAlias === undefined ? null : readAlias(sent.contractAlias, "order.contractAlias");
  requireTerms(sent.acceptedTermsList);
  const origin = { product: product.product, version, region };
  return {
    type: "Provision",
    brand: product.brand,
    contractAlias,
    complete: (willFail) => ({
      contractNumber: willFail ? null : contractNumberOf(takeNumber(context.state, "contract")),
      fields: {
        readReplicas: 0,
        ...origin,
        ...targets,
        ...(newProfile !== undefined && { invoiceProfileId: addInvoiceProfile(context, newProfile) }),
      },
    }),
  };
}

function readProduct({ product }: Fields): Product {
  const found = products.find((candidate) => candidate.product === product);
  if (found) return found;
  throw invalid(
    "order.product",
    `must be one of ${products.map((candidate) => candidate.product).join(", ")}`,
  );
}

/** Either the id of a profile (checked with the targets) or the data of a new one, whose name is returned. */
function readProfileChoice({ invoiceProfileId, invoiceProfile }: Fields): string | undefined {
  if ((invoiceProfileId === undefined) === (invoiceProfile === undefined)) {
    throw invalid("order.invoiceProfileId", "must be given, or else order.invoiceProfile, and not both");
  }
  return invoiceProfile === undefined ? undefined : readNewProfile(invoiceProfile);
}

/** Consent counts for the versions that were read, so they have to be the present ones. */
function requireTerms(value: unknown): void {
  const accepted = readList(value, "order.acceptedTermsList", (item, path) => {
    const fields = readObject(item, path);
    refuseUnknown(fields, ["name", "version"], path);
    return `${readText(fields.name, `${path}.name`)} ${readText(fields.version, `${path}.version`)}`;
  });
  const current = terms.map(({ name, version }) => `${name} ${version}`);
  if (accepted.length === current.length && current.every((document) => accepted.includes(document))) return;
  const message = "the terms have to be accepted in their present versions";
  throw new Refusal(409, "terms_outdated", message, {
    field: "order.acceptedTermsList",
    termsList: [...terms],
  });
}
