/** What surrounds most answers of the service. */
import { jsonAnswer, type Answer } from "../http/answer";
import type { Call } from "../http/call";
import type { EmulatorState } from "../service/state";

/** A 200 with `fields` in the service's envelope. `path` is for the endpoint to say: some leave it out, some misprint it. */
export function envelope(call: Call, state: EmulatorState, fields: Readonly<Record<string, unknown>>): Answer {
  const timestamp = state.now();
  return jsonAnswer(200, {
    action: call.method.toLowerCase(),
    application: state.app.applicationId,
    uri: `${state.baseUrl()}${call.path}`,
    ...fields,
    timestamp,
    duration: timestamp - call.arrivedAt,
    organization: state.app.orgName,
    applicationName: state.app.appName,
  });
}
