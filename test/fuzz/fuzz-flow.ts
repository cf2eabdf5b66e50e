/** A flow with every node that has an input, in each of its ways, all of whose fields come from the message. */
import type { Emulator } from "../../src/emulator/emulator";
import { appNode } from "../support/node-flow";
import type { FlowNode, Properties } from "../support/node-flow";

/** A node, and the properties of a message with which all goes well. */
export interface Target {
  readonly id: string;
  /** The properties that its fields read. */
  readonly fields: readonly string[];
  readonly good: Properties;
  readonly node: FlowNode;
}

/** What good messages speak of. */
export interface Surroundings {
  readonly emulator: Emulator;
  /** A file that was uploaded. */
  readonly uuid: string;
  /** A message that was sent. */
  readonly messageId: string;
  /** An hour that has messages. */
  readonly hour: string;
  readonly picture: Buffer;
  readonly record: Properties;
  /** Files may be saved below it. */
  readonly folder: string;
}

const placed = { z: "tab", x: 200, y: 100, version: 1, wires: [["out"]] };

const push = ["pushTitle", "pushContent", "pushCategory", "pushSound"];

/** What each kind of message reads, and what it reads well. */
function messageKinds({ uuid, picture, record }: Surroundings): Readonly<Record<string, Properties>> {
  return {
    txt: { text: "hello" },
    img: { file: picture, filename: "leaf.png", size: { width: 8, height: 8 } },
    audio: { file: { uuid, url: "https://a.invalid/x", secret: null }, filename: "leaf.wav", length: 3 },
    video: { file: "https://a.invalid/film", filename: "leaf.mp4", length: 3, thumbnail: picture },
    file: { file: picture, filename: "leaf.bin" },
    loc: { lat: 52.5, lng: 13.4, addr: "greenhouse" },
    cmd: { action: "water" },
    custom: { customEvent: "ripe", customExts: { bed: "3" } },
    any: { body: record },
  };
}

/** Three apps, the same but for dialect and outbox; and every node. */
export function targetsOf(given: Surroundings): readonly Target[] {
  const { uuid, messageId, hour, picture, record, folder } = given;
  const sending = Object.entries(messageKinds(given)).flatMap(([messageType, body]) =>
    ["current", "legacy"].map((app) => {
      const good = { to: ["ann", "bob"], from: "eve", ...body, ext: { bed: 3 }, pushTitle: "dry" };
      const read = [...Object.keys(good), ...push];
      return target(`send ${messageType} ${app}`, "send-message", app, good, read, { messageType, ...users });
    }),
  );
  const text = { text: "hello" };
  return [
    ...sending,
    target("send computed", "send-message", "current", { chatType: "chatgroups", to: "1,2", ...text }, [], {}),
    target("send reply", "send-message", "current", { reply: { chatType: "users", to: ["ann"] }, ...text }, ["text"], {
      chatType: "reply",
      chatTypeType: "pick",
    }),
    target("send kept", "send-message", "kept", { to: "ann", ...text, ext: {}, from: "eve" }, [], users),
    target("upload", "upload-file", "current", { file: picture, filename: "leaf.png" }, [], { restrictAccess: true }),
    target("download", "download-file", "current", { file: { uuid }, secret: "" }, [], { saveTo: "buffer" }),
    target("download small", "download-file", "current", { file: uuid }, [], { saveTo: "buffer", thumbnail: true }),
    target("download into a folder", "download-file", "legacy", { file: { uuid, filename: "leaf.png" } }, [], {
      saveTo: "file",
      ...{ path: folder, pathType: "str" },
    }),
    target("history", "history", "current", { start: hour, end: "", sender: "", receiver: "" }, [], {
      ...{ output: "message", wires: [[], ["out"]] },
    }),
    target("history in lists", "history", "legacy", { start: hour, parts: { id: "1", index: 0 } }, ["start"], {
      ...{ output: "batch", batchSize: 2, wires: [[], ["out"]] },
    }),
    target("history into files", "history", "current", { start: hour }, [], {
      ...{ output: "file", path: folder, pathType: "str", wires: [[], ["out"]] },
    }),
    target("recall", "recall", "current", { messages: [{ messageId, to: "ann" }], to: "", from: "" }, [], users),
    target("import", "import", "current", { records: [record] }, [], users),
    target("import into groups", "import", "legacy", { records: grouped(record) }, [], {
      chatType: "chatgroups",
    }),
    target("delete", "delete-conversation", "current", { user: "ann", channel: "bob" }, [], { chatType: "chat" }),
    target("delete group", "delete-conversation", "legacy", { user: "ann", channel: "1" }, [], {
      ...{ chatType: "groupchat", deleteRoam: true },
    }),
    target("respond", "respond", "current", { allow: true, code: "", body: "", _agoraChatCallback: "receive/1" }, [
      ...["allow", "code", "body"],
    ]),
  ];
}

function grouped(record: Properties): Properties {
  return { ...record, to: "1", chat_type: "groupchat", payload: { ...(record["payload"] as Properties), to: "1" } };
}

const users = { chatType: "users", chatTypeType: "pick" };

/** @param read the properties that fields read; none: all that a good message has */
function target(
  id: string,
  kind: string,
  app: string,
  good: Properties,
  read: readonly string[],
  saved: Properties = {},
): Target {
  const fields = read.length === 0 ? Object.keys(good) : [...new Set(read)];
  const typed = Object.fromEntries(
    fields.flatMap((name) => [
      [name, name],
      [`${name}Type`, "msg"],
    ]),
  );
  return {
    id,
    fields,
    good,
    node: { ...placed, id, type: `agora-chat-${kind}`, app: `app-${app}`, ...typed, ...saved },
  };
}

/** What the flow has besides. */
export function surroundingNodes(emulator: Emulator): readonly FlowNode[] {
  const fast = { callsPerSecond: 1e6, recipientsPerMinute: 1e6, groupMessagesPerSecond: 1e6, roomsPerSecond: 1e6 };
  const app = { ...fast, historyCallsPerMinute: 1e6, timeout: 5 };
  return [
    { id: "tab", type: "tab", label: "Fuzz" },
    appNode(emulator, { id: "app-current", ...app }),
    appNode(emulator, { id: "app-legacy", dialect: "legacy", auth: "certificate", ...app }),
    appNode(emulator, { id: "app-kept", outbox: "disk", ...app }),
    { ...placed, id: "out", type: "helper", wires: [] },
    { ...placed, id: "catch", type: "catch", scope: null, uncaught: false, wires: [["caught"]] },
    { ...placed, id: "caught", type: "helper", wires: [] },
  ];
}
