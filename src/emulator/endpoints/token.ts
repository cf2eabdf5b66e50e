/** `POST /{org}/{app}/token`: a token for a client id and secret, in exchange for one built from the certificate, or for a user. */
import { jsonAnswer, type Answer } from "../http/answer";
import type { Call } from "../http/call";
import { isCount, isObject, isText } from "../rules/field-rules";
import { Refused, type Refusal } from "../rules/refusal";
import { illegalArgument, invalidGrant } from "../rules/refusals";
import { requireJson, requireJsonType, requireSize } from "../rules/requirements";
import type { EmulatorState } from "../service/state";
import type { Endpoint } from "./endpoint";
import { tokenForPassword, tokenForUser } from "./user-token";

/** The token endpoint. Its 400 has only `error` and `error_description`. */
export const token: Endpoint = {
  operation: "token",
  method: "POST",
  resource: "token",
  answer(call, state) {
    requireJsonType(call, state);
    requireSize(call);
    try {
      const json = requireJson(call, "legacy");
      const fields = isObject(json) ? json : {};
      switch (fields["grant_type"]) {
        case "client_credentials":
          return forSecret(fields, state);
        case "agora":
          return forCertificate(call, state);
        case "password":
          return tokenForPassword(fields, state);
        case "inherit":
          return tokenForUser(call, fields, state);
        case undefined:
          throw new Refused(illegalArgument("grant_type must be provided")); // the words are our choice
        default:
          throw new Refused(invalidGrant("unsupported grant_type")); // the words are our choice
      }
    } catch (error) {
      throw error instanceof Refused && error.refusal.status === 400 ? new Refused(shortened(error.refusal)) : error;
    }
  },
};

/** Answers with seconds left. */
function forSecret(fields: Readonly<Record<string, unknown>>, state: EmulatorState): Answer {
  const { client_id: clientId, client_secret: clientSecret, ttl = state.settings.tokenSeconds } = fields;
  // Only one of these two texts ends in a dot: so it is documented.
  if (!isText(clientId)) throw new Refused(illegalArgument("client_id must be provided."));
  if (!isText(clientSecret)) throw new Refused(illegalArgument("client_secret must be provided"));
  if (!isCount(ttl)) throw new Refused(illegalArgument("ttl is invalid")); // the words are our choice
  if (clientId !== state.app.clientId) throw new Refused(invalidGrant("client_id does not match"));
  if (clientSecret !== state.app.clientSecret) throw new Refused(invalidGrant("client_secret does not match"));
  return jsonAnswer(200, {
    access_token: state.tokens.issue(ttl),
    expires_in: ttl,
    application: state.app.applicationId,
  });
}

/** Answers with the moment of the end, in epoch milliseconds: the two grants differ in this. */
function forCertificate(call: Call, state: EmulatorState): Answer {
  const refusal = state.tokens.certificateRefusal(call.headers["authorization"]);
  if (refusal) throw new Refused(refusal);
  return jsonAnswer(200, {
    access_token: state.tokens.issue(state.settings.tokenSeconds),
    expire_timestamp: state.now() + state.settings.tokenSeconds * 1000,
  });
}

const shortened = (refusal: Refusal): Refusal => ({ ...refusal, short: true });
