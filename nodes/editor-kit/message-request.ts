import { chatTypeOf } from "../../src/client/chat-type-words";
import type { Body, JsonObject } from "../../src/client/message";
import { dialects } from "../../src/client/dialects/dialects";
import type { Dialect } from "../../src/client/dialects/dialect";
import { fileBody } from "./message-file";
import { messageBody, objectOf } from "./message-body";
import type { KnownBody } from "./message-body";
import { messageValue, wordsOf } from "./message-value";
import type { SavedFields } from "./message-value";
import { recipientIds } from "./recipient-ids";

/** What the dialog knows of the app. */
export interface KnownApp {
  readonly dialect: Dialect["name"];
  /** Where uploaded files will lie, without a trailing slash. */
  readonly filesUrl: string;
}

/** What will be sent, as far as the dialog knows it. */
export interface KnownRequest {
  readonly body: KnownBody | undefined;
  /** Bytes of the request to the recipient with the longest id. */
  readonly bytes: number;
  /** Whether nothing is added when it runs. */
  readonly isWhole: boolean;
}

const fieldsOf: Readonly<Record<string, readonly (readonly [field: string, property: string])[]>> = {
  txt: [["msg", "text"]],
  loc: [
    ["lat", "lat"],
    ["lng", "lng"],
    ["addr", "addr"],
  ],
  cmd: [["action", "action"]],
  custom: [
    ["customEvent", "customEvent"],
    ["customExts", "customExts"],
  ],
};

const pushFields = ["Title", "Content", "Category", "Sound"] as const;

/** Puts together what a send node will ask of the service. What is only known when it runs counts nothing. */
export function messageRequest(saved: SavedFields, app: KnownApp): KnownRequest {
  let isWhole = true;
  const known = (property: string): unknown => {
    const value = messageValue(saved, property);
    if (value.state === "later") isWhole = false;
    return value.state === "known" ? value.value : undefined;
  };
  const { messageType } = saved;
  const carriesFile = ["img", "audio", "video", "file"].includes(String(messageType));
  const attachment = carriesFile ? fileBody(saved, known, app.filesUrl) : undefined;
  if (attachment?.isMeasured === false) isWhole = false;
  const body = messageBody(
    messageType === "any"
      ? known("body")
      : (attachment?.body ?? {
          type: messageType,
          ...Object.fromEntries((fieldsOf[String(messageType)] ?? []).map(([field, name]) => [field, known(name)])),
        }),
  );

  const isPicked = (saved["chatTypeType"] ?? "pick") === "pick";
  const word = isPicked ? (saved["chatType"] ?? "users") : known("chatType");
  const isReply = word === "reply";
  if (isReply) isWhole = false;
  const to = isReply ? [] : idsOf(known("to"));
  const from = known("from");
  const ext = extension(saved, known, body?.ext);
  const { json } = dialects[app.dialect].sendRequest(
    {
      chatType: chatTypeOf(word) ?? "users",
      to,
      ...(from === undefined ? {} : { from: wordsOf(from).trim() }),
      body: { type: body?.type ?? "txt", fields: body?.fields ?? {} } as unknown as Body,
      ...(Object.keys(ext).length === 0 ? {} : { ext }),
      onlineOnly: saved["onlineOnly"] === true,
      syncDevice: saved["syncDevice"] === true,
    },
    [],
  );
  const longest = Math.max(0, ...to.map((id) => byteLength(JSON.stringify(id))));
  return { body, bytes: byteLength(JSON.stringify(json)) + longest, isWhole };
}

function extension(
  saved: SavedFields,
  known: (property: string) => unknown,
  inherited: JsonObject | undefined,
): JsonObject {
  const own = { ...inherited, ...objectOf(known("ext")) };
  const texts = pushFields.flatMap((name) => {
    const text = known(`push${name}`);
    return text === undefined ? [] : [[`em_push_${name.toLowerCase()}`, wordsOf(text)] as const];
  });
  const apns = {
    ...Object.fromEntries(texts),
    ...(saved["pushMutable"] === true ? { em_push_mutable_content: true } : {}),
  };
  return {
    ...own,
    ...(Object.keys(apns).length === 0 ? {} : { em_apns_ext: { ...objectOf(own["em_apns_ext"]), ...apns } }),
    ...(saved["silent"] === true ? { em_ignore_notification: true } : {}),
    ...(saved["forcePush"] === true ? { em_force_notification: true } : {}),
    // One is made for each message.
    ...(saved["stampId"] === true ? { delivery_id: "00000000-0000-0000-0000-000000000000" } : {}),
  };
}

function idsOf(value: unknown): readonly string[] {
  if (Array.isArray(value)) return value.map((id) => wordsOf(id).trim());
  return typeof value === "string" ? recipientIds(value).filter((id) => id !== "") : [];
}

function byteLength(text: string): number {
  return new TextEncoder().encode(text).length;
}
