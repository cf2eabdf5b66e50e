import should from "should";
import type { Call, Progress } from "../../../../src/client/call";
import { withTransferTurns } from "../../../../src/delivery/limits/with-transfer-turns";
import { createFakeSend, settled } from "../../../support/fake-send";
import { context, failureOf } from "../../client/use-client";

const signedIn = { path: "x", signedIn: true } as const;
const receive = (): Promise<void> => Promise.resolve();
const download: Call = { ...signedIn, operation: "download-file", method: "GET", receive };
const message: Call = { ...signedIn, operation: "send-message", method: "POST", json: "{}" };

describe("the turns of files", () => {
  it("let eight go at once, and the next when one has ended, whatever became of it", async () => {
    const fake = createFakeSend();
    const send = withTransferTurns(100)(fake.send);
    const states: string[] = [];
    const report = ({ state }: Progress): unknown => states.push(state);
    const all = Array.from({ length: 10 }, () => send(download, { ...context, report }).catch(() => undefined));
    await settled();
    should(fake.calls).have.length(8);
    should(states).eql(["queued", "queued"]);
    fake.calls[0]?.answer({});
    fake.calls[1]?.fail(new Error("broken"));
    await settled();
    should(fake.calls).have.length(10);
    for (const call of fake.calls.slice(2)) call.answer({});
    await Promise.all(all);
  });

  it("are shared by files that go up and files that come down", async () => {
    const fake = createFakeSend();
    const send = withTransferTurns(1)(fake.send);
    const file = { filename: "a", bytes: 0, mimeType: "text/plain", read: () => (async function* () {})() };
    const upload: Call = { ...signedIn, operation: "upload-file", method: "POST", form: { file, fields: {} } };
    for (const call of [upload, upload, download]) void send(call, context);
    await settled();
    should(fake.calls).have.length(1);
    fake.calls[0]?.answer({});
    await settled();
    should(fake.calls.map(({ call }) => call.operation)).eql(["upload-file", "upload-file"]);
  });

  it("leave half of a small plan to messages", async () => {
    for (const [callsPerSecond, atOnce] of [
      [5, 2],
      [1, 1],
      [0.5, 1],
    ] as const) {
      const fake = createFakeSend();
      const send = withTransferTurns(callsPerSecond)(fake.send);
      for (let index = 0; index < 9; index += 1) void send(download, context);
      await settled();
      should(fake.calls).have.length(atOnce);
    }
  });

  it("are nothing that messages wait for, or files that lie elsewhere", async () => {
    const fake = createFakeSend();
    const send = withTransferTurns(1)(fake.send);
    const elsewhere: Call = { ...download, operation: "history", elsewhere: "http://127.0.0.1/" };
    for (const call of [download, message, message, elsewhere, elsewhere]) void send(call, context);
    await settled();
    should(fake.calls).have.length(5);
  });

  it("end for whoever is stopped while waiting", async () => {
    const fake = createFakeSend();
    const send = withTransferTurns(1)(fake.send);
    void send(download, context);
    const stop = new AbortController();
    const waiting = failureOf(send(download, { signal: stop.signal }));
    await settled();
    stop.abort();
    should(await waiting).match({ code: "CHAT_STOPPED", details: { operation: "download-file", outcome: "not-sent" } });
    should(fake.calls).have.length(1);
  });
});
