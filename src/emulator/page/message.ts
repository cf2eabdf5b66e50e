/** What the emulator's event stream carries, written again here: the page shares no types with anybody. */
import { fieldsOf, numberOf, textOf, type Fields } from "./fields";

/** Who a message went to: a user's phone, a group, or a room. */
export type ChatType = (typeof chatTypes)[number];

/** The wire's message types. */
export type MessageType = (typeof messageTypes)[number];

/** One message as one recipient got it. */
export interface Message {
  /** 19 digits. */
  readonly id: string;
  /** Milliseconds since 1970, by the emulator's clock. */
  readonly timestamp: number;
  readonly chatType: ChatType;
  readonly from: string;
  /** The user, group or room it arrived at. */
  readonly to: string;
  readonly type: MessageType;
  /** The wire's body, unchecked: each kind of content reads its own fields. */
  readonly body: Fields;
  readonly ext: Fields | undefined;
  readonly dialect: string;
  /** Taken back: a phone shows that it was there, and nothing of it. */
  readonly recalled: boolean;
  /** Brought in from elsewhere, with the time it has there. */
  readonly imported: boolean;
  /** Written by a user in an app, this page for one; otherwise by a server. */
  readonly said: boolean;
}

/** That a user has deleted a conversation on their side; the other side keeps it. */
export interface Deletion {
  readonly user: string;
  /** The other user, or the group. */
  readonly channel: string;
  readonly type: DeletionType;
}

/** The wire's words for a conversation with a user and one with a group. */
export type DeletionType = (typeof deletionTypes)[number];

/** The app that the emulator plays. */
export interface App {
  /** `org#app`. */
  readonly appKey: string;
  /** The base URL, e.g. `http://127.0.0.1:8790`. */
  readonly url: string;
}

/** All there is, oldest message first. */
export interface Snapshot {
  /** Another one after each start and reset: what was shown before is gone then. */
  readonly session: string;
  /** Calls that are let through in a second; `undefined`: as many as come. */
  readonly limit: number | undefined;
  readonly app: App;
  /** Whether anybody hears what users write; `undefined`: the emulator does not say. */
  readonly heard: boolean | undefined;
  readonly messages: readonly Message[];
}

const chatTypes = ["users", "chatgroups", "chatrooms"] as const;
const deletionTypes = ["chat", "groupchat"] as const;
const messageTypes = ["txt", "img", "audio", "video", "file", "loc", "cmd", "custom"] as const;
/** The last moment a `Date` can hold; a later one makes `Intl` throw. */
const lastMomentMs = 8.64e15;

/** A message, or `undefined` for what cannot be shown as one. */
export function parseMessage(value: unknown): Message | undefined {
  const fields = fieldsOf(value);
  const chatType = chatTypes.find((known) => known === fields["chatType"]);
  const type = messageTypes.find((known) => known === fields["type"]);
  const id = textOf(fields["id"]);
  const to = textOf(fields["to"]);
  const timestamp = fields["timestamp"];
  if (chatType === undefined || type === undefined || id === "" || to === "") return undefined;
  if (typeof timestamp !== "number" || !(Math.abs(timestamp) <= lastMomentMs)) return undefined;
  return {
    id,
    timestamp,
    chatType,
    from: textOf(fields["from"]),
    to,
    type,
    body: fieldsOf(fields["body"]),
    ext: fields["ext"] === undefined ? undefined : fieldsOf(fields["ext"]),
    dialect: textOf(fields["dialect"]),
    recalled: fields["recalled"] === true,
    imported: fields["imported"] === true,
    said: fields["said"] === true,
  };
}

/** A deletion, or `undefined` for what is none. */
export function parseDeletion(value: unknown): Deletion | undefined {
  const fields = fieldsOf(value);
  const user = textOf(fields["user"]);
  const channel = textOf(fields["channel"]);
  const type = deletionTypes.find((known) => known === fields["type"]);
  return user === "" || channel === "" || type === undefined ? undefined : { user, channel, type };
}

/** A snapshot; messages that cannot be shown are left out. */
export function parseSnapshot(value: unknown): Snapshot {
  const fields = fieldsOf(value);
  const app = fieldsOf(fields["app"]);
  const messages: readonly unknown[] = Array.isArray(fields["messages"]) ? fields["messages"] : [];
  return {
    session: textOf(fields["session"]),
    limit: numberOf(fields["limit"]),
    app: { appKey: textOf(app["appKey"]), url: textOf(app["url"]) },
    heard: parseHeard(fields["callbacks"]),
    messages: messages.map(parseMessage).filter((message) => message !== undefined),
  };
}

function parseHeard(callbacks: unknown): boolean | undefined {
  const { postSend, preSend } = fieldsOf(callbacks);
  if (typeof postSend !== "boolean" || typeof preSend !== "boolean") return undefined;
  return postSend || preSend;
}
