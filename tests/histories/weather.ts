import type { Effect } from "../../emulator/index";
import type { Fate, Fates, SuddenEnd } from "../support/worldProcess";
import type { Random } from "../support/worldRandom";

/** What a run has to go through. */
export interface Weather {
  fates: Fates;
  /** Whether the run may end before its time. */
  isSudden: boolean;
}

const suddenEnds: readonly SuddenEnd[] = ["hostDies", "cliDies", "interrupted"];
const error = { error: { code: "busy", message: "later", requestId: "1" } };

const effects: readonly Effect[] = [
  { kind: "dropRequest" },
  { kind: "dropAnswer" },
  { kind: "truncate" },
  { kind: "answer", status: 502, body: "bad gateway" },
  { kind: "answer", status: 502, body: "bad gateway", booked: true },
  { kind: "answer", status: 503, body: error },
  { kind: "answer", status: 429, headers: { "retry-after": "3" }, body: error },
  { kind: "html" },
  { kind: "html", booked: true },
  { kind: "delay", ms: 20_000 },
  { kind: "delay", ms: 90_000 },
];

export interface Climate {
  /** The latest landing of a request, in ms after it was sent. */
  mostLateMs: number;
  /** Whether runs may end before their time. */
  sudden: boolean;
}

/** The weather of a run, by chance. */
export function makeWeather(random: Random, { mostLateMs, sudden }: Climate): Weather {
  const roughness = random.pick([0, 0, 0.05, 0.2]);
  const end = sudden && random.chance(0.5) ? random.pick(suddenEnds) : undefined;
  const endsAt = random.below(24);
  const late = (): Effect => ({ kind: "landLate", afterMs: 1 + random.below(mostLateMs) });
  const fates: Fates = ({ index }): Fate | undefined => {
    if (end && index === endsAt)
      return { end, effect: random.pick([undefined, undefined, effects[0], late()]) };
    return random.chance(roughness)
      ? { effect: random.chance(0.2) ? late() : random.pick(effects) }
      : undefined;
  };
  return { fates, isSudden: end !== undefined };
}
