/** Kinds of recipients, in the service's own words. */
export const chatTypes = ["users", "chatgroups", "chatrooms"] as const;

/** One of {@link chatTypes}. */
export type ChatType = (typeof chatTypes)[number];

/** The eight kinds of messages, in the service's own words. */
export const messageTypes = ["txt", "img", "audio", "video", "file", "loc", "cmd", "custom"] as const;

/** One of {@link messageTypes}. */
export type MessageType = (typeof messageTypes)[number];

/** A JSON object that nobody looks into. */
export type JsonObject = Readonly<Record<string, unknown>>;

/**
 * What a message of each kind says, in the service's own words. Both dialects share these; they differ in the envelope.
 * Adding a kind here does not compile until the rules of its fields are written too.
 */
export interface Bodies {
  readonly txt: { readonly msg: string };
  readonly img: FileFacts & { readonly size?: PixelSize };
  readonly audio: FileFacts & { readonly length?: number };
  readonly video: FileFacts & { readonly length?: number; readonly thumb?: string; readonly thumb_secret?: string };
  readonly file: FileFacts;
  /** Degrees as text, as the service wants them on the way in. */
  readonly loc: { readonly lat: string; readonly lng: string; readonly addr: string };
  readonly cmd: { readonly action: string };
  readonly custom: { readonly customEvent?: string; readonly customExts?: Readonly<Record<string, string>> };
}

/** What every attachment may say of itself. */
export interface FileFacts {
  /** Where receivers load it from: `https://{host}/{org}/{app}/chatfiles/{uuid}`, or an address elsewhere. */
  readonly url: string;
  readonly filename?: string;
  /** Needed by receivers when the file was uploaded with restricted access. */
  readonly secret?: string;
  /** Bytes. */
  readonly file_length?: number;
}

/** Pixels. */
export interface PixelSize {
  readonly width: number;
  readonly height: number;
}

/** A body with its kind: the two always travel together. */
export type Body = { readonly [T in MessageType]: { readonly type: T; readonly fields: Bodies[T] } }[MessageType];

/** A message that has been checked: what is in here fits the wire. */
export interface Message {
  readonly chatType: ChatType;
  /** At least one id, each once, in the order given. */
  readonly to: readonly string[];
  /** Absent: the service says `admin`. */
  readonly from?: string;
  readonly body: Body;
  readonly ext?: JsonObject;
  /** Delivered to those online now and thrown away for the others. */
  readonly onlineOnly: boolean;
  /** Shown on the sender's own devices, too. */
  readonly syncDevice: boolean;
}
