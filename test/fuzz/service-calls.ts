/** Every call that the client makes, with what a good answer looks like and how to know a good result. */
import { gzipSync } from "node:zlib";
import should from "should";
import type { CallContext } from "../../src/client/call";
import type { ChatClient } from "../../src/client/chat-client";
import { deleteConversation } from "../../src/client/conversation/delete-conversation";
import { downloadFile } from "../../src/client/files/download-file";
import { uploadFile } from "../../src/client/files/upload-file";
import { readHistory } from "../../src/client/history/read-history";
import { importRecord } from "../../src/client/import/import-record";
import type { Message } from "../../src/client/message";
import { recallMessage } from "../../src/client/recall/recall";
import { sendMessage } from "../../src/delivery/sending/send-message";
import type { Properties } from "../support/node-flow";
import type { Asked } from "./raw-service";

/** One call. */
export interface ServiceCall {
  /** Which answer of the service it depends on. */
  readonly asks: Asked;
  readonly make: (client: ChatClient, context: CallContext) => Promise<unknown>;
  /** Throws where a result is none. */
  readonly check: (result: unknown) => void;
}

const uuid = "8c2f5a10-0000-11f0-b9a2-5f3b8a1f2c3d";
const line = `${JSON.stringify({ msg_id: "1", timestamp: 1, from: "ann", to: "bob", payload: { bodies: [] } })}\n`;

/** What the service answers when all is well. */
export function goodAnswer(operation: Asked, url: string): string | Buffer {
  const answers: Readonly<Record<Asked, unknown>> = {
    token: { access_token: "signed-in", expires_in: 7_200, application: uuid },
    send: { data: { ann: "1402233445566770", bob: "1402233445566771" }, timestamp: 1, duration: 1, uri: url },
    upload: { uri: `${url}/o/a/chatfiles`, entities: [{ uuid, type: "chatfile", "share-secret": "shared" }] },
    download: undefined,
    links: { data: [{ url: `${url}/lines` }], uri: url, timestamp: 1 },
    lines: undefined,
    recall: { data: { recalled: "yes", to: "ann", msg_id: "1" }, msgs: [] },
    import: { data: { msg_id: "1402233445566770" }, entities: [] },
    delete: { data: { result: "ok" }, entities: [] },
  };
  if (operation === "download") return Buffer.alloc(3_000, "leaf");
  if (operation === "lines") return gzipSync(line.repeat(20));
  return JSON.stringify(answers[operation]);
}

const message: Message = {
  chatType: "users",
  to: ["ann", "bob"],
  body: { type: "txt", fields: { msg: "a private word" } },
  onlineOnly: false,
  syncDevice: false,
};

const file = {
  filename: "leaf.png",
  bytes: 5,
  mimeType: "image/png",
  // eslint-disable-next-line @typescript-eslint/require-await -- as files are read
  read: async function* () {
    yield Buffer.from("hello");
  },
};

const send: ServiceCall["make"] = (client, context) => sendMessage(client.send, client.dialect, message, context);

function checkReceipts(result: unknown): void {
  const receipts = result as readonly Properties[];
  should(receipts.map(({ to }) => to)).eql(message.to);
  for (const { messageId, timestamp } of receipts) {
    should(messageId === null || (typeof messageId === "string" && messageId !== "")).be.true();
    should(timestamp === null || typeof timestamp === "number").be.true();
  }
}

/** Every call, by name. */
export const serviceCalls: Readonly<Record<string, ServiceCall>> = {
  "sign in": { asks: "token", make: send, check: checkReceipts },
  send: { asks: "send", make: send, check: checkReceipts },
  upload: {
    asks: "upload",
    make: ({ send }, context) => uploadFile(send, file, { restrictAccess: true }, "http://files.invalid", context),
    check: (result) => should((result as Properties)["uuid"]).match(/^[\w-]{1,64}$/),
  },
  download: {
    asks: "download",
    async make({ send }, context) {
      let result: unknown;
      const receive = async (content: AsyncIterable<Uint8Array>, { filename }: { filename: string }): Promise<void> => {
        let bytes = 0;
        for await (const piece of content) bytes += piece.length;
        result = { bytes, filename };
      };
      await downloadFile(send, { uuid, thumbnail: false }, receive, context);
      return result;
    },
    check: (result) => should((result as Properties)["filename"]).match(/^[^/\\\p{Cc}]+$/u),
  },
  "history's links": { asks: "links", make: history, check: checkHistory },
  "history's lines": { asks: "lines", make: history, check: checkHistory },
  recall: {
    asks: "recall",
    make: ({ send }, context) =>
      recallMessage(send, { messageId: "1", chatType: "users", to: "ann", force: false }, context),
    check: (result) => should((result as Properties)["recalled"]).be.a.Boolean(),
  },
  import: {
    asks: "import",
    make: ({ send }, context) =>
      importRecord(send, { chatType: "users", json: { from: "ann" }, conversation: "1" }, context),
    check: (result) => should(result).be.a.String().and.not.equal(""),
  },
  delete: {
    asks: "delete",
    make: ({ send }, context) =>
      deleteConversation(send, { user: "ann", channel: "bob", chatType: "chat", deleteRoam: false }, context),
    check: (result) => should(result).be.undefined(),
  },
};

function history({ send }: ChatClient, context: CallContext): Promise<unknown> {
  const sink = { form: "records", take: () => undefined } as const;
  return readHistory(send, { hours: ["2025100907"], filter: {} }, sink, context, Date.now);
}

function checkHistory(result: unknown): void {
  const { messages, hours } = result as { readonly messages: number; readonly hours: readonly Properties[] };
  should(messages).be.aboveOrEqual(0);
  should(hours).have.length(1);
  should(["ok", "empty", "not-ready"]).containEql(hours[0]?.["state"]);
}
