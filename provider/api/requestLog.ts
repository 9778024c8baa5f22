import { appendFileSync } from "node:fs";
import type { Clock } from "../clock";
import { messageOf } from "./errorText";
import { excerpt } from "./excerpt";
import type { Scrubber } from "./scrub";
import { describeSetting } from "./settingText";
import type { Transport, WireRequest } from "./transport";

/**
 * Writes one line a request, so that a customer can show the vendor what was sent when. No body, no credential.
 * Throws now if the file cannot be written, and never later: a full disk must not turn a placed order into an error.
 */
export function logRequests(
  transport: Transport,
  logFile: string,
  scrubber: Scrubber,
  clock: Clock,
): Transport {
  requireWritable(logFile);
  const write = (request: WireRequest, startedAt: number, outcome: string) => {
    const id = request.headers["x-message-id"] ?? "-";
    const line = `${new Date(startedAt).toISOString()} ${request.method} ${request.url} ${outcome} ${clock.now() - startedAt}ms message=${id}`;
    try {
      appendFileSync(logFile, `${scrubber.scrub(line)}\n`);
    } catch {
      // See above.
    }
  };
  return async (request) => {
    const startedAt = clock.now();
    try {
      const answer = await transport(request);
      write(request, startedAt, String(answer.status));
      return answer;
    } catch (error) {
      write(request, startedAt, excerpt(messageOf(error)));
      throw error;
    }
  };
}

function requireWritable(logFile: string): void {
  try {
    appendFileSync(logFile, "");
  } catch (error) {
    const reason = messageOf(error);
    throw new Error(
      `${describeSetting("logFile", logFile)}: it cannot be written (${reason}): write the path of a file in a folder that is there, or unset it`,
    );
  }
}
