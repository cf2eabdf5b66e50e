import should from "should";
import type { Answer, Call, CallContext, Progress, Send } from "../../../../src/client/call";
import { ChatError } from "../../../../src/client/chat-error";
import type { ChatErrorCode } from "../../../../src/client/chat-error";
import type { ChatFile } from "../../../../src/client/files/chat-file";
import { downloadFile } from "../../../../src/client/files/download-file";
import { wholeLists } from "../../../support/whole-lists";

const uuid = "a3c9d2e0-91c5-11ee-9f10-cb1d2e3f4a5b";
const plain: ChatFile = { uuid, thumbnail: false };
const context: CallContext = { signal: new AbortController().signal };

/** One try's answer. */
interface Try {
  readonly headers?: Answer["headers"];
  readonly pieces?: readonly string[];
  /** What breaks it off behind its pieces. */
  readonly error?: ChatError;
}

/** Gives one answer a try, as the layers below do: each try takes the bytes anew. */
function service(...tries: readonly Try[]): { send: Send; calls: Call[] } {
  const calls: Call[] = [];
  return {
    calls,
    async send(call) {
      calls.push(call);
      for (const [index, { headers = {}, pieces = [], error }] of tries.entries()) {
        async function* content(): AsyncGenerator<Uint8Array> {
          for (const piece of pieces) yield await Promise.resolve(Buffer.from(piece));
          if (error !== undefined) throw error;
        }
        try {
          await call.receive?.(content(), headers);
          return { status: 200, headers, body: undefined };
        } catch (failure) {
          if (index === tries.length - 1) throw failure;
        }
      }
      throw new Error("no try left");
    },
  };
}

/** Downloads into memory. */
async function download(
  file: ChatFile,
  tries: readonly Try[],
  around: CallContext = context,
): Promise<{ received: readonly { text: string; facts: object }[]; calls: readonly Call[]; error?: unknown }> {
  const { send, calls } = service(...tries);
  const received: { text: string; facts: object }[] = [];
  try {
    await downloadFile(
      send,
      file,
      async (content, facts) => {
        const entry = { text: "", facts };
        received.push(entry);
        for await (const piece of content) entry.text += Buffer.from(piece).toString();
      },
      around,
    );
    return { received, calls };
  } catch (error) {
    return { received, calls, error };
  }
}

async function nameOf(file: Partial<ChatFile>, headers: Answer["headers"] = {}): Promise<unknown> {
  const { received } = await download({ ...plain, ...file }, [{ headers }]);
  return (received[0]?.facts as { readonly filename: string }).filename;
}

function refused(code: ChatErrorCode, status: number, operation = "download-file"): ChatError {
  return new ChatError(code, { operation, outcome: "not-sent", status });
}

describe("downloading a file", () => {
  it("gives its bytes, its name, its length and its kind", async () => {
    const headers = {
      "content-length": "8",
      "content-type": "Image/PNG ; x=1",
      "content-disposition": 'attachment; filename="leaf.png"',
    };
    const { received, error } = await download(plain, [{ headers, pieces: ["soil", " dry"] }]);
    should(received).eql([{ text: "soil dry", facts: { filename: "leaf.png", bytes: 8, mimeType: "image/png" } }]);
    should(error).be.undefined();
  });

  it("does without anything that the service does not say", async () => {
    const { received } = await download(plain, [{ pieces: ["soil"] }]);
    should(received).eql([{ text: "soil", facts: { filename: uuid } }]);
  });

  it("is a call that may be made twice, and whose 401 may be the file's own", async () => {
    const { calls } = await download(plain, [{}]);
    should(calls[0]).match({ operation: "download-file", method: "GET", path: `chatfiles/${uuid}`, signedIn: true });
    should(calls[0]).match({ repeatable: true, hasOwnSecret: true });
    should(calls[0]?.headers).eql({ accept: "application/octet-stream" });
  });

  it("sends the secret, and asks for a thumbnail, only where there is one", async () => {
    const { calls } = await download({ uuid, secret: "s3cret", thumbnail: true }, [{}]);
    should(calls[0]?.headers).eql({ accept: "application/octet-stream", "share-secret": "s3cret", thumbnail: "true" });
  });

  it("begins each try with the first byte", async () => {
    const error = new ChatError("CHAT_NO_ANSWER", { operation: "download-file", outcome: "unknown" });
    const { received } = await download(plain, [{ pieces: ["so"], error }, { pieces: ["soil", " dry"] }]);
    should(received.map(({ text }) => text)).eql(["so", "soil dry"]);
  });

  it("does not take for whole what is shorter than announced", async () => {
    const { error } = await download(plain, [{ headers: { "content-length": "8" }, pieces: ["soil"] }]);
    should(error).match({ code: "CHAT_NO_ANSWER", details: { outcome: "unknown", description: "4 of 8 bytes came" } });
    const longer = await download(plain, [{ headers: { "content-length": "12" }, pieces: ["soil"] }]);
    should(longer.error).match({ details: { description: "4 of 12 bytes came" } });
  });

  it("believes no length of what is packed for the way", async () => {
    const headers = { "content-length": "30", "content-encoding": "gzip" };
    const { received, error } = await download(plain, [{ headers, pieces: ["soil"] }]);
    should(error).be.undefined();
    should(received[0]?.facts).eql({ filename: uuid });
  });

  it("believes no length that is no number, and says nothing of how much has come then", async () => {
    for (const length of ["", "4, 4", "4x", "-4"]) {
      const reports: Progress[] = [];
      const around = { ...context, report: (progress: Progress) => void reports.push(progress) };
      const answer = { headers: { "content-length": length }, pieces: ["soil"] };
      const { received, error } = await download(plain, [answer], around);
      should(error).be.undefined();
      should(received).eql([{ text: "soil", facts: { filename: uuid } }]);
      should(reports).be.empty();
    }
  });

  it("reports how much has come", async () => {
    const reports: Progress[] = [];
    const headers = { "content-length": "8" };
    const around = { ...context, report: (progress: Progress) => void reports.push(progress) };
    await download(plain, [{ headers, pieces: ["soil", " d", "ry"] }], around);
    should(reports).eql([0.5, 0.75, 1].map((part) => ({ state: "advancing", part })));
  });

  describe("where a page comes instead", () => {
    const headers = { "content-type": "text/html; charset=utf-8" };
    const pieces = ["<!doctype html><title>Sign in</title>"];

    for (const filename of ["leaf.png", "page.html.png"]) {
      it(`says so, and gives nobody the page for ${filename}`, async () => {
        const { received, error } = await download({ ...plain, filename }, [{ headers, pieces }]);
        should(error).match({ code: "CHAT_BAD_ANSWER", details: { outcome: "sent", status: 200 } });
        should(received).be.empty();
      });
    }

    for (const [name, file, more] of [
      ["it is called so", { filename: "report.HTML" }, {}],
      ["it is called so in three letters", { filename: "report.htm" }, {}],
      ["it is known to be one", { mimeType: "text/html" }, {}],
      ["the service gives it as a file", {}, { "content-disposition": "attachment; filename=report.html" }],
    ] as const) {
      it(`takes it where ${name}`, async () => {
        const answer = { headers: { ...headers, ...more }, pieces };
        const { received, error } = await download({ ...plain, ...file }, [answer]);
        should(error).be.undefined();
        should(received[0]?.text).equal(pieces[0]);
      });
    }
  });

  describe("without the right secret", () => {
    for (const [name, file, problem] of [
      ["names a missing secret", plain, "secret-missing"],
      ["names a wrong secret", { ...plain, secret: "wrong" }, "secret-refused"],
    ] as const) {
      for (const error of [refused("CHAT_UNAUTHORIZED", 401), refused("CHAT_REJECTED", 403)]) {
        it(`${name} after a ${error.details.status}`, async () => {
          const result = await downloadFile(
            () => Promise.reject(error),
            file,
            () => Promise.resolve(),
            context,
          ).catch((reason: unknown) => reason);
          should(result).match(wholeLists({ code: error.code, details: { issues: [{ path: "secret", problem }] } }));
        });
      }
    }

    for (const error of [
      refused("CHAT_UNAUTHORIZED", 400, "token"),
      refused("CHAT_UNAUTHORIZED", 401, "token"),
      refused("CHAT_UNAUTHORIZED", 401).with({ error: "auth_bad_access_token", description: "Unable to authenticate" }),
      refused("CHAT_UNAUTHORIZED", 401).with({
        error: "unauthorized",
        description: "Unable to authenticate due to expired access token",
      }),
      refused("CHAT_NOT_FOUND", 404),
      refused("CHAT_REJECTED", 400),
    ]) {
      it(`says nothing of it after ${error.code} ${error.details.status} of ${error.details.operation}`, async () => {
        const send: Send = () => Promise.reject(error);
        const result = await downloadFile(send, plain, () => Promise.resolve(), context).catch(
          (reason: unknown) => reason,
        );
        should(result).equal(error);
      });
    }
  });

  describe("names a file", () => {
    const disposition = { "content-disposition": "attachment; filename*=UTF-8''%F0%9F%8C%B1.png" };

    it("as its reference does, before all else", async () =>
      should(await nameOf({ filename: "leaf.png" }, disposition)).equal("leaf.png"));
    it("as the service does", async () => should(await nameOf({}, disposition)).equal("🌱.png"));
    it("by its UUID and its kind", async () => {
      should(await nameOf({}, { "content-type": "image/jpeg" })).equal(`${uuid}.jpg`);
      should(await nameOf({ mimeType: "audio/amr" })).equal(`${uuid}.amr`);
      should(await nameOf({}, { "content-type": "application/octet-stream" })).equal(uuid);
      should(await nameOf({}, { "content-type": "application/x-secret" })).equal(uuid);
    });
    it("so that it stays in its folder", async () => {
      should(await nameOf({ filename: "../../etc/passwd" })).equal("passwd");
      should(await nameOf({ filename: ".." })).equal(uuid);
      should(await nameOf({}, { "content-disposition": 'attachment; filename="..\\\\..\\\\run.bat"' })).equal(
        "run.bat",
      );
    });
    it("so that a thumbnail is told from its picture", async () => {
      should(await nameOf({ filename: "leaf.png", thumbnail: true })).equal("leaf-thumbnail.png");
      should(await nameOf({ thumbnail: true }, { "content-type": "image/png" })).equal(`${uuid}-thumbnail.png`);
    });
  });
});
