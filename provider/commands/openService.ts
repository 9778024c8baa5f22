import { connect } from "../api/connect";
import type { OrderingApi } from "../api/routes";
import { createScrubber, type Scrubber } from "../api/scrub";
import { systemClock } from "../clock";
import { type ConfigSource, readSettings } from "../settings";

/** Opens the ordering service with the settings of a stack; what it learns to be secret goes into the scrubber. */
export function openService(config: ConfigSource, scrubber: Scrubber = createScrubber()): OrderingApi {
  return connect({ settings: readSettings(process.env, config), clock: systemClock, scrubber });
}
