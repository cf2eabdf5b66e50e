import type { Node } from "node-red";
import should from "should";
import { createStatusBoard } from "../../../nodes/node-kit/node-status";
import type { StatusBoard } from "../../../nodes/node-kit/node-status";
import type { Words } from "../../../nodes/node-kit/words";
import * as faults from "../../../src/emulator/faults";
import { useEmulator } from "../../src/emulator/use-emulator";
import { createFakeClock } from "../../support/fake-clock";
import type { FakeClock } from "../../support/fake-clock";
import { appNode, sendFlow, until, useNodeFlow } from "../../support/node-flow";
import type { ShownStatus } from "../../support/node-flow";
import { useFastClock } from "../../support/fast-clock";

const blue = (name: string): ShownStatus => ({ fill: "blue", shape: "dot", text: keyOf(name) });
const grey = (name: string): ShownStatus => ({ fill: "grey", shape: "dot", text: keyOf(name) });
const red = (name: string): ShownStatus => ({ fill: "red", shape: "ring", text: keyOf(name) });
const yellow = (shape: string, text: string): ShownStatus => ({ fill: "yellow", shape, text });

function keyOf(name: string): string {
  return `@chat-flows/node-red-agora-chat/config:status.${name}`;
}

describe("a node's status", () => {
  let shown: ShownStatus[];
  let board: StatusBoard;
  let clock: FakeClock;

  beforeEach(() => {
    shown = [];
    clock = createFakeClock();
    board = createStatusBoard(nodeOf(), wordsOf, clock);
  });

  function nodeOf(): Node {
    return { status: (status: ShownStatus) => void shown.push(status) } as unknown as Node;
  }

  const wordsOf: Words = (key, params) => `${key} ${JSON.stringify(params)}`;

  const retrying = {
    state: "retrying",
    delayMs: 4_200,
    code: "CHAT_UNAVAILABLE",
    mayHaveArrived: false,
    mayDouble: false,
  } as const;

  it("shows sending, then sent", async () => {
    const flight = board.begin();
    await clock.advance(300);
    flight.end({ done: "sent" });
    should(shown).eql([blue("sending"), grey("sent")]);
  });

  it("shows the error of the last message until the next", async () => {
    board.begin().end({ failed: "CHAT_UNAVAILABLE" });
    await clock.advance(300);
    should(shown.at(-1)).eql(red("CHAT_UNAVAILABLE"));
    board.begin().end({ done: "sent" });
    await clock.advance(300);
    should(shown.at(-1)).eql(grey("sent"));
  });

  it("shows that the node is not set up", () => {
    board.notConfigured("CHAT_NOT_CONFIGURED");
    should(shown).eql([{ fill: "grey", shape: "ring", text: keyOf("CHAT_NOT_CONFIGURED") }]);
  });

  it("counts those that wait for their turn", async () => {
    const flights = [board.begin(), board.begin(), board.begin()];
    flights[0]?.report({ state: "queued" });
    flights[1]?.report({ state: "queued" });
    await clock.advance(300);
    should(shown.at(-1)).eql(yellow("dot", 'status.waiting {"waiting":2}'));
    flights[0]?.report({ state: "sending" });
    await clock.advance(300);
    should(shown.at(-1)).eql(yellow("dot", 'status.waiting {"waiting":1}'));
  });

  it("says how long the limit keeps those who wait, counting down by seconds", async () => {
    const endsAt = clock.now() + 8_300;
    const limited = createStatusBoard(nodeOf(), wordsOf, clock, { limitedForMs: () => endsAt - clock.now() });
    const flights = [limited.begin(), limited.begin()];
    for (const flight of flights) flight.report({ state: "queued" });
    await clock.advance(300);
    should(shown.at(-1)).eql(yellow("dot", 'status.limited {"waiting":2,"seconds":9}'));
    await clock.advance(1_000);
    should(shown.at(-1)).eql(yellow("dot", 'status.limited {"waiting":2,"seconds":8}'));
    await clock.advance(4_000);
    should(shown.at(-1)).eql(yellow("dot", 'status.limited {"waiting":2,"seconds":4}'));
    const before = shown.length;
    await clock.advance(2_000);
    should(shown.at(-1)).eql(yellow("dot", 'status.waiting {"waiting":2}'));
    should(shown.length - before).be.belowOrEqual(2);
    for (const flight of flights) flight.end({ done: "sent" });
    await clock.advance(5_000);
    should(shown.at(-1)).eql(grey("sent"));
    should(clock.pending).equal(0);
  });

  it("does not wait for the countdown's second to show what is news", async () => {
    const limited = createStatusBoard(nodeOf(), wordsOf, clock, { limitedForMs: () => 60_000 });
    const flight = limited.begin();
    flight.report({ state: "queued" });
    await clock.advance(300);
    flight.end({ failed: "CHAT_STOPPED" });
    await clock.advance(260);
    should(shown.at(-1)).eql(red("CHAT_STOPPED"));
  });

  it("asks nobody about limits while nobody waits", async () => {
    let asked = 0;
    const limited = createStatusBoard(nodeOf(), wordsOf, clock, { limitedForMs: () => (asked += 1) });
    const flight = limited.begin();
    flight.report({ state: "sending" });
    await clock.advance(5_000);
    flight.end({ done: "sent" });
    await clock.advance(5_000);
    should(asked).equal(0);
    should(clock.pending).equal(0);
  });

  it("shows that messages are refused, whatever else there is, for as long as it is so", async () => {
    board.outboxTrouble(true);
    should(shown).eql([red("outbox")]);
    board.begin().end({ failed: "CHAT_NOT_CONFIGURED" });
    await clock.advance(300);
    should(shown).eql([red("outbox")]);
    board.outboxTrouble(false);
    await clock.advance(300);
    should(shown.at(-1)).eql({ fill: "grey", shape: "ring", text: keyOf("CHAT_NOT_CONFIGURED") });
  });

  it("forgets a message that goes on elsewhere, and shows how one ended that nobody counted", async () => {
    const flight = board.begin();
    await clock.advance(300);
    flight.end();
    await clock.advance(300);
    should(shown.at(-1)).eql({});
    board.ended({ done: "sent" });
    should(shown.at(-1)).eql(grey("sent"));
  });

  it("says when those are tried again that failed, with those who wait behind them", async () => {
    const flights = [board.begin(), board.begin()];
    flights[0]?.report(retrying);
    flights[1]?.report({ state: "queued" });
    await clock.advance(300);
    should(shown.at(-1)).eql(yellow("ring", 'status.retrying {"waiting":2,"seconds":5}'));
  });

  it("counts no 0 seconds until a try that follows at once", async () => {
    board.begin().report({ ...retrying, delayMs: 0 });
    await clock.advance(300);
    should(shown.at(-1)).eql(yellow("ring", 'status.retrying {"waiting":1,"seconds":1}'));
  });

  it("goes on sending until the last one is through", async () => {
    const flights = [board.begin(), board.begin()];
    await clock.advance(300);
    flights[0]?.end({ done: "sent" });
    await clock.advance(300);
    should(shown.at(-1)).eql(blue("sending"));
    flights[1]?.end({ done: "sent" });
    await clock.advance(300);
    should(shown.at(-1)).eql(grey("sent"));
  });

  it("changes four times a second at most, and ends with the truth", async () => {
    for (let count = 0; count < 1_000; count += 1) {
      const flight = board.begin();
      flight.report({ state: "queued" });
      flight.end({ done: "sent" });
      await clock.advance(1);
    }
    await clock.advance(300);
    should(shown.length).be.belowOrEqual(6);
    should(shown.at(-1)).eql(grey("sent"));
  });

  it("says nothing twice in a row", async () => {
    const flight = board.begin();
    for (let count = 0; count < 3; count += 1) {
      flight.report({ state: "sending" });
      await clock.advance(300);
    }
    should(shown).eql([blue("sending")]);
  });

  it("is cleared when the node closes, and stays so", async () => {
    const flight = board.begin();
    flight.report({ state: "queued" });
    board.close();
    flight.end({ failed: "CHAT_STOPPED" });
    await clock.advance(10_000);
    should(shown.at(-1)).eql({});
    should(clock.pending).equal(0);
  });
});

describe("the status of a send-message node", () => {
  const { emulator } = useEmulator({ clock: Date.now });
  const flow = useNodeFlow();
  useFastClock();

  it("is clear after a deployment", async () => {
    await flow.load(sendFlow(appNode(emulator)));
    should(flow.statuses()).eql([{}]);
  });

  for (const [name, app] of Object.entries({ none: undefined, gone: { id: "gone" } })) {
    it(`says that it is not set up when its app is ${name}`, async () => {
      await flow.load(sendFlow(undefined, { app: app?.id ?? "" }));
      should(flow.statuses()).eql([{ fill: "grey", shape: "ring", text: keyOf("CHAT_NOT_CONFIGURED") }]);
    });
  }

  it("says that it is not set up when its app lacks something", async () => {
    await flow.load(sendFlow(appNode(emulator, { host: "" })));
    should(flow.statuses()).eql([{ fill: "grey", shape: "ring", text: keyOf("CHAT_NOT_CONFIGURED") }]);
  });

  it("shows the wait for another try, and that it went well", async () => {
    await flow.load(sendFlow(appNode(emulator, { retry: "patient" })));
    emulator.faults.next("send", faults.unavailable(), 5);
    await flow.send({ to: "ann", text: "hello" });
    await until(() => flow.statuses().at(-1)?.fill === "grey");
    should(flow.statuses().map(({ fill }) => fill)).containEql("yellow");
    should(flow.statuses().at(-1)).eql(grey("sent"));
  });

  it("shows the error", async () => {
    await flow.load(sendFlow(appNode(emulator)));
    emulator.faults.next("send", faults.quotaExceeded());
    await flow.send({ to: "ann", text: "hello" });
    await until(() => flow.statuses().at(-1)?.fill === "red");
    should(flow.statuses().at(-1)).eql(red("CHAT_QUOTA_EXCEEDED"));
  });

  it("is clear after the node has closed", async () => {
    await flow.load(sendFlow(appNode(emulator)));
    emulator.faults.next("send", faults.silent());
    const sending = flow.send({ to: "ann", text: "hello" });
    await until(() => emulator.requests("send").length === 1);
    await flow.node("send").close(false);
    await sending;
    await new Promise((resolve) => setTimeout(resolve, 30));
    should(flow.statuses().at(-1)).eql({});
  });
});
