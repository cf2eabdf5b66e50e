/**
 * Every refusal in the service's own words. Texts without a remark are documented by the vendor; "our choice" marks those
 * that nobody documents.
 */
import type { Refusal } from "./refusal";

const security = "org.apache.usergrid.rest.exceptions.SecurityException";
const webApplication = "javax.ws.rs.WebApplicationException";

// Path and method

/** Nobody has this org or app here. `path` as requested, with its leading slash. */
export const appNotFound = (org: string, app: string, path: string): Refusal => ({
  status: 404,
  error: "organization_application_not_found",
  exception: "org.apache.usergrid.rest.exceptions.OrganizationApplicationNotFoundException",
  description: `Could not find application for ${org}/${app} from URI: ${path.replace(/^\//, "")}`,
});

/** The app has no such resource. */
export const resourceNotFound: Refusal = {
  status: 404,
  error: "service_resource_not_found",
  exception: "org.apache.usergrid.services.exceptions.ServiceResourceNotFoundException",
  description: "Service resource not found",
};

/** The path exists, but not with this method: no body. */
export const methodNotAllowed: Refusal = { status: 405 };

// Who is calling

/** The token is no token at all. */
export const corruptToken: Refusal = {
  status: 401,
  error: "auth_bad_access_token",
  exception: security,
  description: "Unable to authenticate due to corrupt access token",
};

/** A well-formed token that this app never issued. */
export const foreignToken: Refusal = {
  status: 401,
  error: "auth_bad_access_token",
  exception: security,
  description: "Unable to authenticate",
};

/** The token's time is over, it was revoked, or none was sent: one text for all. */
export const expiredToken: Refusal = {
  status: 401,
  error: "unauthorized",
  exception: security,
  description: "Unable to authenticate due to expired access token",
};

/** A user's token where the app's is needed. */
export const userTokenRefused: Refusal = {
  status: 401,
  error: "unauthorized",
  exception: "ChatSecurityException",
  description: "Unable to authenticate (OAuth)",
};

/** A user's token where history is asked for: no description. */
export const historyNotPermitted: Refusal = {
  status: 401,
  error: "unauthorized",
  exception: "org.apache.shiro.authz.UnauthorizedException",
};

// The request as a whole

/** Content type other than JSON (only when the emulator is told to be strict about it). */
export const unsupportedMediaType: Refusal = {
  status: 415,
  error: "web_application",
  exception: webApplication,
  description: "Unsupported Media Type",
};

/** More than 5 KB of body. */
export const requestTooLarge: Refusal = {
  status: 413,
  error: "Request Entity Too Large",
  description: "Request Entity Too Large",
};

/** Malformed JSON, in the older services' words. `reason` names the character and its place. */
export const jsonParse = (reason: string): Refusal => ({
  status: 400,
  error: "json_parse",
  exception: "org.codehaus.jackson.JsonParseException",
  description: reason,
});

/** The emulator itself failed; should never be seen. The words are our choice. */
export const internalError: Refusal = {
  status: 500,
  error: "web_application",
  exception: webApplication,
  description: "Internal Server Error",
};

// Rates and quotas

/** Too many calls a second. The exception's name is our choice. */
export const reachedLimit: Refusal = {
  status: 429,
  error: "reach_limit",
  exception: "ReachLimitException",
  description: "This request has reached api limit",
};

/** Too many messages a minute or a second: a rate limit in the dress of a 403. */
export const reachedMessageLimit: Refusal = {
  status: 403,
  error: "message_send_error",
  exception: "MessageSendException",
  description: "message send reach limit",
};

/** The plan is used up; trying again does not help. */
export const exceededPlan = (plan: string): Refusal => ({
  status: 429,
  error: "resource_limited",
  exception: "ResourceLimitedException",
  description: `You have exceeded the limit of the ${plan} edition. Please upgrade to higher edition.`,
});

/** The service is away. The words are our choice; only the status is documented. */
export const serviceAway = (status: number): Refusal => ({
  status,
  error: "service_unavailable",
  exception: webApplication,
  description: "Service temporarily unavailable",
});

// Legacy dialect, and the token endpoint

/** A field is missing or not what it must be, in the older services' words. */
export const illegalArgument = (description: string): Refusal => ({
  status: 400,
  error: "illegal_argument",
  exception: "java.lang.IllegalArgumentException",
  description,
});

/** Anything wrong with a legacy request for which no better text is known. */
export const invalidRequest: Refusal = illegalArgument("this is an invalid request.");

/** Wrong client id, client secret or grant. */
export const invalidGrant = (description: string): Refusal => ({ status: 400, error: "invalid_grant", description });

/** A token is wanted for a user who is not there. */
export const userNotFound: Refusal = { status: 404, error: "invalid_grant", description: "user not found" };

// Current dialect

/** Not JSON, or a field of the wrong type. */
export const invalidRequestBody: Refusal = {
  status: 400,
  error: "invalid_request_body",
  description: "Request body is invalid. Please check body is correct.",
};

/** A required parameter is missing or empty; `type` has no documented code. */
export const emptyParameter = (name: "from" | "to" | "type" | "body"): Refusal => {
  const codes = { from: 14001, to: 14002, type: undefined, body: 14005 };
  return messageSendError(`param ${name} can't be empty`, codes[name]);
};

/** `ext` is there but no object. */
export const extNotObject: Refusal = messageSendError("param ext must be JSONObject");

/** More recipients than one request takes. */
export const tooManyRecipients = (limit: number): Refusal =>
  messageSendError(`params to's size can't exceed limit ${limit}`);

function messageSendError(description: string, code?: number): Refusal {
  return {
    status: 400,
    error: "message_send_error",
    exception: "MessageSendException",
    description,
    ...(code === undefined ? {} : { code }),
  };
}
