import registerConfig from "../../nodes/config/config";
import registerDeleteConversation from "../../nodes/delete-conversation/delete-conversation";
import registerDownloadFile from "../../nodes/download-file/download-file";
import registerHistory from "../../nodes/history/history";
import registerImport from "../../nodes/import/import";
import registerRecall from "../../nodes/recall/recall";
import registerSendMessage from "../../nodes/send-message/send-message";
import registerUploadFile from "../../nodes/upload-file/upload-file";
import type { NodeSet } from "node-red-node-test-helper";
import type { UsedEmulator } from "../src/emulator/use-emulator";
import type { Properties } from "./node-flow";
import { pastMessage } from "./past-message";
import { flatPng } from "./sample-media";

/** A node with an input, its fields taken from the message. */
export interface NodeKind {
  readonly name: string;
  readonly saved: Properties;
  /** Puts what it needs into the emulator. @returns the properties of a message with which all goes well */
  readonly prepare: (emulator: UsedEmulator) => Promise<Properties>;
  /** At which output the message leaves. Default: 0. */
  readonly lastOutput?: number;
}

const png = flatPng(8, 8);

/** A typed field for each name, which takes the property of that name. */
function fields(...names: readonly string[]): Properties {
  return Object.fromEntries(
    names.flatMap((name) => [
      [name, name],
      [`${name}Type`, "msg"],
    ]),
  );
}

/** Everything that must be registered for them. */
export const allSets: readonly NodeSet[] = [
  registerConfig,
  registerSendMessage,
  registerUploadFile,
  registerDownloadFile,
  registerHistory,
  registerRecall,
  registerImport,
  registerDeleteConversation,
];

const kinds: readonly NodeKind[] = [
  {
    name: "send-message",
    saved: { chatType: "users", chatTypeType: "pick", messageType: "txt", ...fields("to", "text") },
    prepare: () => Promise.resolve({ to: "ann", text: "hello" }),
  },
  {
    name: "upload-file",
    saved: fields("file", "filename"),
    prepare: () => Promise.resolve({ file: png }),
  },
  {
    name: "download-file",
    saved: { saveTo: "buffer", ...fields("file", "secret") },
    async prepare({ emulator, upload }) {
      await upload(png);
      return { file: emulator.files().at(-1)?.uuid };
    },
  },
  {
    name: "history",
    saved: { output: "message", ...fields("start", "end", "sender") },
    async prepare({ emulator }) {
      const start = new Date(emulator.clock.now() - 2 * 3_600_000).toISOString();
      const hour = start.slice(0, 13).replace(/\D/g, "");
      emulator.history.put(hour, ["1", "2", "3"].map(pastMessage));
      return Promise.resolve({ start: hour });
    },
    lastOutput: 1,
  },
  {
    name: "recall",
    saved: { chatType: "users", ...fields("messages", "to", "from") },
    async prepare({ post }) {
      const { json } = await post("messages/users", { to: ["ann"], type: "txt", body: { msg: "wrong" } });
      return { messages: (json["data"] as Properties)["ann"] };
    },
  },
  {
    name: "import",
    saved: { chatType: "users", ...fields("records") },
    prepare: () => Promise.resolve({ records: [pastMessage("1")] }),
  },
  {
    name: "delete-conversation",
    saved: { chatType: "chat", ...fields("user", "channel") },
    prepare: () => Promise.resolve({ user: "ann", channel: "bob" }),
  },
];

/** Every node with an input that uses an app; what a respond node is given has tests of its own. */
export const nodeKinds: readonly NodeKind[] = kinds.map((kind) => ({
  ...kind,
  saved: { type: `agora-chat-${kind.name}`, ...kind.saved },
}));
