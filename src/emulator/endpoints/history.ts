/** `GET /{org}/{app}/chatmessages/{time}`: links to one hour's messages. */
import { hourEmpty, hourMalformed, hourUnavailable } from "../rules/message-refusals";
import { Refused } from "../rules/refusal";
import { historyNotPermitted, userTokenRefused } from "../rules/refusals";
import { requireHistoryQuota } from "../rules/requirements";
import { startOfHour } from "../service/history-hour";
import type { Endpoint } from "./endpoint";
import { envelope } from "./envelope";

const hourMs = 3_600_000;

/** The history endpoint; its envelope has neither `path` nor `entities`. */
export const history: Endpoint = {
  operation: "history",
  method: "GET",
  resource: "chatmessages/{time}",
  answer(call, state) {
    const refusal = state.tokens.refusal(call.headers["authorization"], "app");
    if (refusal) throw new Refused(refusal === userTokenRefused ? historyNotPermitted : refusal);
    requireHistoryQuota(state);
    const hour = call.parameters["time"] ?? "";
    const { appKey } = state.app;
    const { historyOffsetHours, historyMs } = state.settings;
    const start = startOfHour(hour, historyOffsetHours);
    if (start === undefined) throw new Refused(hourMalformed);
    const endedSinceMs = state.now() - (start + hourMs);
    if (endedSinceMs < 0 || endedSinceMs > historyMs) throw new Refused(hourUnavailable(appKey, hour));
    const count = state.history.count(hour);
    if (count === 0) throw new Refused(hourEmpty(appKey, hour));
    const data = Array.from({ length: count }, (_, index) => ({ url: state.historyLinks.make(hour, index) }));
    return envelope(call, state, { data });
  },
};
