import should from "should";
import type { Send } from "../../../../src/client/call";
import { isChatError } from "../../../../src/client/chat-error";
import { readHistory } from "../../../../src/client/history/read-history";
import { context, failureOf } from "../use-client";
import { fakeHistory, hour, keepingSink, packed, records, refusal, requestFor, textOf } from "./fake-history";
import type { FakeHistory, Mishap } from "./fake-history";

const now = (): number => 0;
const written = records(12);
const file = packed(written);
const plain = Buffer.from(textOf(written));
const places = Array.from({ length: file.length }, (_, place) => place);

const linkEnded = refusal("CHAT_REJECTED", 403, "AccessDenied", "https://store.example.net/x?Signature=secret");
const page = Buffer.from("\n<!DOCTYPE html><html><body>Sign in first</body></html>");

/** Reads one file that meets with these mishaps. */
function history(mishaps: readonly Mishap[], retries = 0, stored = file): FakeHistory {
  return fakeHistory({ hours: { [hour]: [stored] }, mishaps, retries, chunkBytes: 64 });
}

async function idsFrom({ send }: FakeHistory): Promise<readonly unknown[]> {
  const sink = keepingSink();
  await readHistory(send, requestFor(), sink, context, now);
  return sink.kept.map((each) => each["msg_id"]);
}

const ids = written.map((each) => each["msg_id"]);

describe("history that breaks off", () => {
  it("repeats and loses nothing, wherever a download breaks and is made again", async () => {
    for (const breaksAt of places) should(await idsFrom(history([{ breaksAt }], 1))).eql(ids);
  });

  it("repeats and loses nothing where what comes is not packed", async () => {
    for (let breaksAt = 0; breaksAt < plain.length; breaksAt += 13) {
      should(await idsFrom(history([{ breaksAt }, { breaksAt: breaksAt + 100 }], 2, plain))).eql(ids);
    }
  });

  it("goes on with a new link when retries have ended, as long as each download brings more", async () => {
    const mishaps = [700, 1_400, 2_100, 2_800].map((breaksAt) => ({ breaksAt }));
    const fake = history(mishaps, 0, plain);
    should(await idsFrom(fake)).eql(ids);
    should(fake.calls.filter(({ call }) => call.elsewhere === undefined).length).equal(5);
  });

  it("fails when a download broke off and the next brought nothing more", async () => {
    const fake = history([{ breaksAt: 1_000 }, { breaksAt: 1_000 }], 0, plain);
    const sink = keepingSink();
    const error = await failureOf(readHistory(fake.send, requestFor(), sink, context, now));
    should(error.code).equal("CHAT_NO_ANSWER");
    should(sink.kept).eql(written.slice(0, sink.kept.length));
    should(error.details.hours).eql([{ hour, state: "failed", messages: sink.kept.length }]);
    should(sink.kept.length).be.above(0);
  });

  it("asks for a new link when the old one has ended, before and in the middle", async () => {
    should(await idsFrom(history([{ refusal: linkEnded }]))).eql(ids);
    should(await idsFrom(history([{ breaksAt: 1_000 }, { refusal: linkEnded }], 1, plain))).eql(ids);
    const gone = refusal("CHAT_NOT_FOUND", 404, "NoSuchKey");
    should(await idsFrom(history([{ refusal: gone }, { refusal: linkEnded }, { refusal: gone }]))).eql(ids);
  });

  it("gives up after three new links that bring nothing, and tells nothing of what the store says", async () => {
    const fake = history(Array.from({ length: 9 }, () => ({ refusal: linkEnded })));
    const error = await failureOf(readHistory(fake.send, requestFor(), keepingSink(), context, now));
    should(fake.downloads()).equal(4);
    should(error.code).equal("CHAT_REJECTED");
    should(error.details.status).equal(403);
    should(JSON.stringify(error.details) + error.message).not.match(/secret|https?:/);
  });

  for (const [what, answer] of [
    ["no link", () => Promise.resolve({ status: 200, headers: {}, body: { data: [] } })],
    ["a refusal", () => Promise.reject(refusal("CHAT_NOT_FOUND", 404, "storage_object_not_found"))],
  ] as const) {
    it(`fails where there is no file any more when a new link is asked for, but ${what}`, async () => {
      const fake = history([{ breaksAt: 1_000 }], 0, plain);
      let asked = 0;
      const send: Send = (call, callContext) =>
        call.elsewhere === undefined && (asked += 1) === 2 ? answer() : fake.send(call, callContext);
      const error = await failureOf(readHistory(send, requestFor(), keepingSink(), context, now));
      should(error.code).equal("CHAT_NO_ANSWER");
      should(fake.downloads()).equal(1);
    });
  }

  it("tries a file that was cut anew, wherever it was cut", async () => {
    for (const place of places) should(await idsFrom(history([{ instead: file.subarray(0, place || 1) }]))).eql(ids);
  });

  it("calls a file that stays cut unreadable; what was read of it stays read", async () => {
    const long = records(5_000);
    const whole = packed(long);
    const cut = whole.subarray(0, whole.length / 2);
    const fake = history(
      Array.from({ length: 9 }, () => ({ instead: cut })),
      0,
      whole,
    );
    const sink = keepingSink();
    const error = await failureOf(readHistory(fake.send, requestFor(), sink, context, now));
    should(error.code).equal("CHAT_BAD_ANSWER");
    should(error.details).match({
      operation: "history",
      outcome: "sent",
      error: "Z_BUF_ERROR",
      description: "unexpected end of file",
    });
    should(sink.kept.length).be.above(1_000);
    should(sink.kept).eql(long.slice(0, sink.kept.length));
    should(error.details.hours).eql([{ hour, state: "failed", messages: sink.kept.length }]);
    should(fake.downloads()).be.within(5, 9);
  });

  it("calls a broken file and a page in its place unreadable", async () => {
    const broken = Buffer.from(file);
    broken.fill(0xff, 40, 60);
    for (const instead of [page, Buffer.from("Forbidden"), broken]) {
      should(await idsFrom(history([{ instead }]))).eql(ids);
      const fake = history(Array.from({ length: 9 }, () => ({ instead })));
      const error: unknown = await idsFrom(fake).catch((reason: unknown) => reason);
      should(isChatError(error, "CHAT_BAD_ANSWER")).be.true();
      should(fake.downloads()).equal(4);
      if (instead === page) should(error).match({ details: { error: "no-history", description: /gzip/ } });
    }
  });
});
