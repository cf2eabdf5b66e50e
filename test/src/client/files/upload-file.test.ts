import should from "should";
import type { Call, CallContext, Progress, Send } from "../../../../src/client/call";
import { ChatError } from "../../../../src/client/chat-error";
import type { LocalFile } from "../../../../src/client/files/local-file";
import { uploadFile } from "../../../../src/client/files/upload-file";
import type { UploadOptions } from "../../../../src/client/files/upload-file";

const filesUrl = "https://own.example/farmco/greenhouse/chatfiles";
const uri = "https://a61.chat.agora.io/farmco/greenhouse/chatfiles";
const uuid = "a3c9d2e0-91c5-11ee-9f10-cb1d2e3f4a5b";
const context: CallContext = { signal: new AbortController().signal };

function fileOf(bytes: number, facts: Partial<LocalFile> = {}): LocalFile {
  async function* read(): AsyncGenerator<Uint8Array> {
    for (let left = bytes; left > 0; left -= 4) yield await Promise.resolve(new Uint8Array(Math.min(left, 4)));
  }
  return { filename: "leaf.png", bytes, mimeType: "image/png", read, ...facts };
}

/** Answers each call, after it has read its file, and keeps it. */
function service(body: unknown = { uri, entities: [{ uuid, "share-secret": "s3cret" }] }): {
  send: Send;
  calls: Call[];
} {
  const calls: Call[] = [];
  return {
    calls,
    async send(call) {
      calls.push(call);
      for await (const piece of call.form?.file.read() ?? []) should(piece).be.instanceOf(Uint8Array);
      return { status: 200, headers: {}, body };
    },
  };
}

const open: UploadOptions = { restrictAccess: false };

describe("uploading a file", () => {
  it("gives what sending and downloading take as a file", async () => {
    const { send } = service();
    const file = fileOf(10, { width: 4, height: 3, seconds: 2.5 });
    should(await uploadFile(send, file, { restrictAccess: true }, filesUrl, context)).eql({
      uuid,
      url: `${uri}/${uuid}`,
      secret: "s3cret",
      filename: "leaf.png",
      bytes: 10,
      mimeType: "image/png",
      width: 4,
      height: 3,
      seconds: 2.5,
    });
    should(await uploadFile(send, fileOf(10), open, filesUrl, context)).eql({
      uuid,
      url: `${uri}/${uuid}`,
      secret: "s3cret",
      filename: "leaf.png",
      bytes: 10,
      mimeType: "image/png",
    });
  });

  it("says nothing of access unless it is to be restricted: on old servers the header alone restricts", async () => {
    const { send, calls } = service();
    await uploadFile(send, fileOf(1), open, filesUrl, context);
    await uploadFile(send, fileOf(1), { restrictAccess: true }, filesUrl, context);
    should(calls.map(({ headers }) => headers)).eql([{}, { "restrict-access": "true" }]);
  });

  it("says a thumbnail's size in the form and in headers, because the vendor's pages do not agree", async () => {
    const { send, calls } = service();
    await uploadFile(send, fileOf(1), { ...open, thumbnail: { width: 320, height: 200 } }, filesUrl, context);
    await uploadFile(send, fileOf(1), { ...open, thumbnail: { height: 200 } }, filesUrl, context);
    const both = { "thumbnail-width": "320", "thumbnail-height": "200" };
    should(calls.map(({ headers }) => headers)).eql([both, { "thumbnail-height": "200" }]);
    should(calls.map(({ form }) => form?.fields)).eql([both, { "thumbnail-height": "200" }]);
  });

  it("is a call that may be made twice", async () => {
    const { send, calls } = service();
    await uploadFile(send, fileOf(1), open, filesUrl, context);
    should(calls[0]).match({ operation: "upload-file", method: "POST", path: "chatfiles", signedIn: true });
    should(calls[0]?.repeatable).be.true();
  });

  it("reports how much has been read, from the start again on each try", async () => {
    const { send, calls } = service();
    const reports: Progress[] = [];
    await uploadFile(send, fileOf(10), open, filesUrl, { ...context, report: (progress) => reports.push(progress) });
    for await (const piece of calls[0]?.form?.file.read() ?? []) should(piece.length).be.aboveOrEqual(1);
    const parts = [0.4, 0.8, 1].map((part) => ({ state: "advancing", part }));
    should(reports).eql([...parts, ...parts]);
  });

  it("refuses a file over 10 MB before anything is sent, with both numbers", async () => {
    const { send, calls } = service();
    const error = await uploadFile(send, fileOf(11_534_336), open, filesUrl, context).then(
      () => undefined,
      (reason: unknown) => reason,
    );
    should(error).be.instanceOf(ChatError);
    should(error).match({ code: "CHAT_TOO_LARGE" });
    const params = { found: 11_534_336, allowed: 10_485_760 };
    const issues = [{ path: "file", problem: "file-too-large", params }];
    should((error as ChatError).details).eql({ operation: "upload-file", outcome: "not-sent", issues });
    should(calls).be.empty();
  });

  it("takes a file of just 10 MB", async () => {
    const { send, calls } = service();
    await uploadFile(send, { ...fileOf(0), bytes: 10_485_760 }, open, filesUrl, context);
    should(calls).have.length(1);
  });

  const answers: readonly (readonly [string, unknown, object])[] = [
    ["no secret", { uri, entities: [{ uuid }] }, { secret: null }],
    ["a secret of null", { uri, entities: [{ uuid, "share-secret": null }] }, { secret: null }],
    ["an empty secret", { uri, entities: [{ uuid, "share-secret": "" }] }, { secret: null }],
    ["no address", { entities: [{ uuid }] }, { url: `${filesUrl}/${uuid}` }],
    ["an address that is none", { uri: "'https://a61", entities: [{ uuid }] }, { url: `${filesUrl}/${uuid}` }],
    ["an address of another kind", { uri: `javascript:${uri}`, entities: [{ uuid }] }, { url: `${filesUrl}/${uuid}` }],
    ["an address on plain HTTP", { uri: "http://own/x", entities: [{ uuid }] }, { url: `http://own/x/${uuid}` }],
    [
      "an address without end",
      { uri: `${uri}${"/".repeat(5_000)}x`, entities: [{ uuid }] },
      { url: `${filesUrl}/${uuid}` },
    ],
    ["a slash at the end", { uri: `${uri}/`, entities: [{ uuid }] }, { url: `${uri}/${uuid}` }],
    ["slashes at the end", { uri: `${uri}//`, entities: [{ uuid }] }, { url: `${uri}/${uuid}` }],
  ];
  for (const [name, body, expected] of answers) {
    it(`reads an answer with ${name}`, async () => {
      should(await uploadFile(service(body).send, fileOf(1), open, filesUrl, context)).match(expected);
    });
  }

  const unreadable: readonly (readonly [string, unknown])[] = [
    ["nothing", undefined],
    ["a list", []],
    ["no entities", { uri }],
    ["empty entities", { uri, entities: [] }],
    ["an entity that is none", { uri, entities: ["a"] }],
    ["no UUID", { uri, entities: [{}] }],
    ["a UUID that is a number", { uri, entities: [{ uuid: 7 }] }],
    ["a UUID that leads elsewhere", { uri, entities: [{ uuid: "../../users" }] }],
    ["a UUID that leads on", { uri, entities: [{ uuid: `${uuid}/../../users` }] }],
    ["a UUID without end", { uri, entities: [{ uuid: "a".repeat(65) }] }],
  ];
  for (const [name, body] of unreadable) {
    it(`says that it cannot read an answer with ${name}`, async () => {
      const upload = uploadFile(service(body ?? null).send, fileOf(1), open, filesUrl, context);
      const error = await upload.catch((reason: unknown) => reason);
      should(error).match({
        code: "CHAT_BAD_ANSWER",
        details: { operation: "upload-file", outcome: "sent", status: 200 },
      });
    });
  }
});
