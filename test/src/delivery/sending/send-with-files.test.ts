import should from "should";
import type { CallContext } from "../../../../src/client/call";
import { ChatError } from "../../../../src/client/chat-error";
import { dialects } from "../../../../src/client/dialects/dialects";
import type { LocalFile } from "../../../../src/client/files/local-file";
import type { Body, Message } from "../../../../src/client/message";
import type { UploadedFile } from "../../../../src/client/parsing/uploaded-file";
import { sendWithFiles } from "../../../../src/delivery/sending/send-with-files";
import type { OutgoingMessage } from "../../../../src/delivery/sending/send-with-files";
import { wholeLists } from "../../../support/whole-lists";
import { context, failureOf } from "../../client/use-client";

const pending = "https://example.com/farmco/greenhouse/chatfiles/00000000-0000-0000-0000-000000000000";
const receipts = [{ to: "alice", chatType: "users", messageId: "1", timestamp: 1 }] as const;

function local(filename: string): LocalFile {
  return { filename, bytes: 3, mimeType: "video/mp4", read: () => (async function* () {})() };
}

function message(fields: object): Message {
  const body = { type: "video", fields: { filename: "gate.mp4", ...fields } } as unknown as Body;
  return { chatType: "users", to: ["alice", "bob"], body, onlineOnly: false, syncDevice: false };
}

describe("the sending of a message with files", () => {
  let uploads: (readonly [string, boolean])[];
  let sent: Message[];
  let fault: { readonly upload?: string; readonly by?: Error; readonly send?: ChatError };

  beforeEach(() => {
    uploads = [];
    sent = [];
    fault = {};
  });

  function uploaded({ filename, bytes, mimeType }: LocalFile, secret: string | null): UploadedFile {
    return {
      uuid: filename,
      url: `https://example.com/farmco/greenhouse/chatfiles/${filename}`,
      secret,
      filename,
      bytes,
      mimeType,
    };
  }

  function send(outgoing: OutgoingMessage, given: CallContext = context): Promise<unknown> {
    return sendWithFiles(
      {
        dialect: dialects.current,
        upload: (file, restrictAccess) => {
          uploads.push([file.filename, restrictAccess]);
          if (file.filename !== fault.upload) return Promise.resolve(uploaded(file, restrictAccess ? "s3cr3t" : null));
          return Promise.reject(
            fault.by ?? new ChatError("CHAT_NO_ANSWER", { operation: "upload-file", outcome: "unknown" }),
          );
        },
        send: (toSend) => {
          sent.push(toSend);
          return fault.send === undefined ? Promise.resolve(receipts) : Promise.reject(fault.send);
        },
      },
      outgoing,
      given,
    );
  }

  it("is a mere sending where nothing has to go up", async () => {
    const plain = message({ url: "https://example.com/gate.mp4" });
    should(await send({ message: plain })).equal(receipts);
    should(sent).eql([plain]);
    should(uploads).be.empty();
  });

  it("puts the addresses and secrets in that the uploads gave", async () => {
    const outgoing = message({
      url: pending,
      secret: "0".repeat(48),
      thumb: pending,
      thumb_secret: "0".repeat(48),
      length: 3,
    });
    const files = { file: local("gate.mp4"), thumbnail: local("gate.png"), restrictAccess: true };
    should(await send({ message: outgoing, ...files })).equal(receipts);
    should(uploads).eql([
      ["gate.mp4", true],
      ["gate.png", true],
    ]);
    should(sent[0]?.body).eql({
      type: "video",
      fields: {
        filename: "gate.mp4",
        url: "https://example.com/farmco/greenhouse/chatfiles/gate.mp4",
        secret: "s3cr3t",
        thumb: "https://example.com/farmco/greenhouse/chatfiles/gate.png",
        thumb_secret: "s3cr3t",
        length: 3,
      },
    });
  });

  it("leaves no secret where the service gave none, and keeps one that is not the file's own", async () => {
    const outgoing = message({
      url: pending,
      secret: "0".repeat(48),
      thumb: "https://x.example/a.png",
      thumb_secret: "own",
    });
    await send({ message: outgoing, file: local("gate.mp4") });
    should(sent[0]?.body.fields).not.have.property("secret");
    should(sent[0]?.body.fields).match({ thumb: "https://x.example/a.png", thumb_secret: "own" });
  });

  it("uploads what is shown of a film that lies elsewhere", async () => {
    const url = "https://example.com/gate.mp4";
    should(await send({ message: message({ url, thumb: pending }), thumbnail: local("gate.png") })).equal(receipts);
    should(uploads).eql([["gate.png", false]]);
    should(sent[0]?.body.fields).eql({
      filename: "gate.mp4",
      url,
      thumb: "https://example.com/farmco/greenhouse/chatfiles/gate.png",
    });
  });

  it("uploads nothing for a message that would not fit", async () => {
    const outgoing = { ...message({ url: pending }), ext: { text: "x".repeat(6_000) } };
    should(await failureOf(send({ message: outgoing, file: local("gate.mp4") }))).match({ code: "CHAT_TOO_LARGE" });
    should(uploads).be.empty();
  });

  it("has sent nothing to anybody where an upload fails, and hands on what had gone up", async () => {
    fault = { upload: "gate.png" };
    const files = { file: local("gate.mp4"), thumbnail: local("gate.png") };
    const failure = await failureOf(send({ message: message({ url: pending, thumb: pending }), ...files }));
    should(failure).match(
      wholeLists({
        code: "CHAT_NO_ANSWER",
        details: { outcome: "not-sent", sent: [], unsent: ["alice", "bob"], uncertain: [], file: { uuid: "gate.mp4" } },
      }),
    );
    should(sent).be.empty();
  });

  it("lets out what is no chat error as it is", async () => {
    const bug = new TypeError("a bug");
    fault = { upload: "gate.mp4", by: bug };
    const outgoing = message({ url: pending });
    await should(send({ message: outgoing, file: local("gate.mp4") })).be.rejectedWith(bug);
  });

  it("hands on what had gone up where the sending fails, so that it need not go up again", async () => {
    fault = { send: new ChatError("CHAT_REJECTED", { operation: "send-message", outcome: "not-sent", status: 400 }) };
    const failure = await failureOf(send({ message: message({ url: pending }), file: local("gate.mp4") }));
    should(failure).match({ code: "CHAT_REJECTED", details: { status: 400, file: { uuid: "gate.mp4", bytes: 3 } } });
  });
});
