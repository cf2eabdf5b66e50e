/** The token endpoint's grants for users: by their password, or by the app for one of them. */
import { jsonAnswer, type Answer } from "../http/answer";
import type { Call } from "../http/call";
import { isCount, isText } from "../rules/field-rules";
import { Refused } from "../rules/refusal";
import { illegalArgument, invalidGrant, userNotFound } from "../rules/refusals";
import { requireAppToken } from "../rules/requirements";
import type { EmulatorState } from "../service/state";
import type { EmulatorUser } from "../service/users";

type Fields = Readonly<Record<string, unknown>>;

/** 60 days. */
const usualSeconds = 5_184_000;

/** `grant_type: password`. @throws Refused 400 unless name and password are right. */
export function tokenForPassword({ username, password }: Fields, state: EmulatorState): Answer {
  const user = isText(username) ? state.users.find(username) : undefined;
  if (!user || user.password === undefined || user.password !== password) {
    throw new Refused(invalidGrant("invalid username or password"));
  }
  return answerFor(user, usualSeconds, state);
}

/** `grant_type: inherit`: no password, but the app's token. @throws Refused */
export function tokenForUser(call: Call, fields: Fields, state: EmulatorState): Answer {
  requireAppToken(call, state);
  const { username, autoCreateUser, ttl = usualSeconds } = fields;
  if (!isText(username) || !/^[a-z0-9_.-]+$/.test(username)) {
    throw new Refused(illegalArgument(`username [${String(username)}] is not legal`));
  }
  if (username.length > 64) throw new Refused(illegalArgument("USERNAME_TOO_LONG"));
  if (!isCount(ttl)) throw new Refused(illegalArgument("ttl is invalid")); // the words are our choice
  const user = state.users.find(username) ?? (autoCreateUser === true ? state.users.create(username) : undefined);
  if (!user) throw new Refused(userNotFound);
  return answerFor(user, ttl, state);
}

function answerFor({ uuid, username, created }: EmulatorUser, seconds: number, state: EmulatorState): Answer {
  return jsonAnswer(200, {
    access_token: state.tokens.issue(seconds, "user"),
    expires_in: seconds,
    user: { uuid, type: "user", created, modified: created, username, activated: true },
  });
}
