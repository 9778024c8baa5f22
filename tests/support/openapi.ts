import { readFileSync } from "node:fs";
import { join } from "node:path";
import Ajv2020, { type ValidateFunction } from "ajv/dist/2020";
import addFormats from "ajv-formats";
import { parse } from "yaml";

/** A request and its answer, to be held against `openapi.yaml`. */
export interface WireExchange {
  method: string;
  /** Without the prefix of the API. */
  path: string;
  /** Names in lower case. */
  requestHeaders: Record<string, string>;
  /** Parsed if it is JSON, else the text; null or undefined without one. */
  requestBody?: unknown;
  status: number;
  /** Parsed, or the text. */
  responseBody: unknown;
}

interface Documented {
  $ref?: string;
  [name: string]: unknown;
}
interface Operation {
  operationId: string;
  method: string;
  path: string;
  requestBody?: Documented;
  responses: Record<string, Documented>;
  headers: { name: string; schema: Documented }[];
}

const document = parse(readFileSync(join(__dirname, "../../openapi.yaml"), "utf8")) as Documented;
const documentId = "openapi.yaml";

/** Every operation that is documented. */
export const operations: readonly Operation[] = readOperations();

const open = createValidator(document);
// Clients ignore fields that are not documented; what serves this contract may not have any.
const closed = createValidator(close(structuredClone(document)));

/**
 * What is wrong with an exchange; empty if nothing is. A request that was answered 400 may be anything. An unknown
 * route or a status that is not documented is wrong.
 */
export function validateExchange(exchange: WireExchange): string[] {
  const { method, path, status, requestBody, responseBody } = exchange;
  const about = `${method} ${path} (${status})`;
  const operation = findOperation(method, path);
  if (!operation) return [`${about}: is not documented`];
  const response = operation.responses[status] ?? operation.responses[`${Math.floor(status / 100)}XX`];
  if (!response) return [`${about}: the status is not documented`];
  const answered = check(closed, schemaOf(resolve(response)), parseText(responseBody), "answer");
  const asked =
    status === 400
      ? []
      : [
          ...checkHeaders(operation, exchange.requestHeaders),
          ...checkRequestBody(operation, requestBody ?? undefined),
        ];
  return [...asked, ...answered].map((problem) => `${about}: ${problem}`);
}

/** The documented operation behind a request, if there is one. */
export function findOperation(method: string, path: string): Operation | undefined {
  const matches = (pattern: string) => new RegExp(`^${pattern.replace(/\{\w+\}/g, "[^/]+")}$`).test(path);
  const found = operations.filter((operation) => operation.method === method && matches(operation.path));
  return found.find((operation) => !operation.path.includes("{")) ?? found[0];
}

function checkHeaders({ headers }: Operation, given: Record<string, string>): string[] {
  return headers.flatMap(({ name, schema }) => {
    const value = given[name.toLowerCase()];
    if (value === undefined) return [`request: ${name} is missing`];
    return check(open, schema, value, name);
  });
}

function checkRequestBody({ requestBody }: Operation, body: unknown): string[] {
  if (!requestBody) return body === undefined ? [] : ["request: has a body"];
  const isForm = "application/x-www-form-urlencoded" in (requestBody.content as object);
  const value = isForm ? Object.fromEntries(new URLSearchParams(String(body))) : body;
  return check(open, schemaOf(requestBody), value, "request");
}

function check(validator: Validator, schema: Documented, value: unknown, what: string): string[] {
  const validate = validator(schema);
  if (validate(value)) return [];
  return (validate.errors ?? []).map(({ instancePath, message, params }) => {
    return `${what}${instancePath} ${message} ${JSON.stringify(params)}`;
  });
}

type Validator = (schema: Documented) => ValidateFunction;

function createValidator(content: Documented): Validator {
  const ajv = new Ajv2020({ strict: false, allErrors: true });
  addFormats(ajv);
  ajv.addSchema(content, documentId);
  // Compiling takes longer than anything else here, and the same few schemas come again and again.
  const compiled = new Map<string, ValidateFunction>();
  return ({ $ref, ...schema }) => {
    const key = $ref ?? JSON.stringify(schema);
    const validate = compiled.get(key) ?? ajv.compile($ref ? { $ref: `${documentId}${$ref}` } : schema);
    compiled.set(key, validate);
    return validate;
  };
}

/** Forbids fields that are not documented, except in schemas that are a part of others. */
function close(content: Documented): Documented {
  const parts = new Set(
    [...JSON.stringify(content).matchAll(/"allOf":\[\{"\$ref":"([^"]+)"/g)].map((m) => m[1]),
  );
  const visit = (node: unknown, pointer: string): void => {
    if (typeof node !== "object" || node === null) return;
    const schema = node as Documented;
    if (schema.type === "object" && schema.properties && !parts.has(pointer))
      schema.unevaluatedProperties = false;
    for (const [name, member] of Object.entries(schema)) {
      if (!["allOf", "oneOf", "if", "then"].includes(name) && !parts.has(pointer))
        visit(member, `${pointer}/${name}`);
    }
  };
  visit((content.components as Documented).schemas, "#/components/schemas");
  return content;
}

function readOperations(): Operation[] {
  const paths = document.paths as Record<string, Record<string, Documented>>;
  return Object.entries(paths).flatMap(([path, { parameters, servers: _, ...methods }]) => {
    const headers = ((parameters ?? []) as unknown as Documented[])
      .map(resolve)
      .filter((parameter) => parameter.in === "header") as unknown as Operation["headers"];
    return Object.entries(methods).map(
      ([method, operation]) =>
        ({ ...operation, method: method.toUpperCase(), path, headers }) as unknown as Operation,
    );
  });
}

function resolve(node: Documented): Documented {
  if (!node.$ref) return node;
  const names = node.$ref.split("/").slice(1);
  return names.reduce((at, name) => at[name] as Documented, document);
}

function schemaOf({ content }: Documented): Documented {
  const [media] = Object.values(content as Record<string, { schema: Documented }>);
  if (!media) throw new Error("a documented body has no schema");
  return media.schema;
}

function parseText(body: unknown): unknown {
  if (typeof body !== "string") return body;
  try {
    return JSON.parse(body);
  } catch {
    return body;
  }
}
