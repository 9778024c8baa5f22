import { type Emulator, type EmulatorOptions, type Exchange, startEmulator } from "../../emulator/index";
import { validateExchange } from "./openapi";

/** Collects exchanges and holds them against `openapi.yaml`; those that met a fault are exempt. */
export interface Conformance {
  /** All exchanges so far. */
  exchanges: Exchange[];
  onExchange(exchange: Exchange): void;
  /** Fails the test with the list of what does not conform, or if there was no exchange at all. */
  expectConformance(): void;
}

/** Makes an empty collection: its `onExchange` is an option of emulator and service. */
export function createConformance(): Conformance {
  const exchanges: Exchange[] = [];
  return {
    exchanges,
    onExchange: (exchange) => void exchanges.push(exchange),
    expectConformance: () => {
      expect(exchanges.length).toBeGreaterThan(0);
      const answered = exchanges.filter(({ faulted, status }) => !faulted && status !== null);
      expect(answered.flatMap((e) => validateExchange({ ...e, status: e.status ?? 0 }))).toEqual([]);
    },
  };
}

/** Starts an emulator in this process, every exchange of which can be held against `openapi.yaml`. */
export async function startValidatedEmulator(
  options: Omit<EmulatorOptions, "onExchange"> = {},
): Promise<Emulator & Omit<Conformance, "onExchange">> {
  const { onExchange, ...conformance } = createConformance();
  return { ...(await startEmulator({ ...options, onExchange })), ...conformance };
}
