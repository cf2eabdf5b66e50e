import should from "should";
import type { CallContext } from "../../../../src/client/call";
import type { ChatError } from "../../../../src/client/chat-error";
import type { Receipt } from "../../../../src/client/sending/receipt";
import type { OutboxEntry } from "../../../../src/delivery/outbox/outbox";
import { wholeLists } from "../../../support/whole-lists";
import { context, failureOf } from "../../client/use-client";
import { textEntry, until, usualOptions } from "./outbox-process";
import type { OutboxProcess } from "./outbox-process";
import type { OutboxKind } from "./outbox-world";
import { useWorld } from "./use-world";

/** What a test knows of a message that it handed in. */
interface Handed {
  readonly ended: Promise<readonly Receipt[] | undefined>;
  readonly failure: Promise<ChatError>;
}

function hand({ outbox }: OutboxProcess, entry: OutboxEntry, given: CallContext = context): Handed {
  const ended = outbox.send(entry, given);
  const failure = failureOf(ended);
  failure.catch(() => undefined);
  return { ended, failure };
}

/** Order, bounds and endings: what every outbox does with those who wait for it. */
export function describeDelivery(kind: OutboxKind): void {
  const test = useWorld(kind);
  let one: OutboxProcess;

  const lines = (): readonly string[] => one.service.requests.map(({ line }) => line);
  const onWire = (...expected: readonly string[]): Promise<void> =>
    until(`on the wire: ${expected.join(" ")}`, () => lines().join(" ") === expected.join(" "));
  async function stays(...expected: readonly string[]): Promise<void> {
    await test.world.settled();
    should(lines()).eql(expected);
  }
  const accept = (line: string): void =>
    one.service.requests
      .filter((request) => request.line === line)
      .at(-1)
      ?.accept();

  beforeEach(async () => {
    one = await test.begin();
  });

  it("delivers a message and gives its receipts in the order of its recipients", async () => {
    const { ended } = hand(one, textEntry("hello", ["g1", "g2", "g3", "g4"], "chatgroups"));
    await onWire("hello>g1,g2,g3");
    accept("hello>g1,g2,g3");
    await onWire("hello>g1,g2,g3", "hello>g4");
    accept("hello>g4");
    should((await ended)?.map(({ to, messageId }) => [to, messageId])).eql([
      ["g1", "hello-g1"],
      ["g2", "hello-g2"],
      ["g3", "hello-g3"],
      ["g4", "hello-g4"],
    ]);
    await until("nothing waits", async () => (await one.outbox.census()).waiting === 0);
    should(one.returned).be.empty();
  });

  it("keeps the order within a conversation, and none across", async () => {
    for (const text of ["1", "2", "3"]) hand(one, textEntry(text, "ann"));
    hand(one, textEntry("4", "bob"));
    hand(one, textEntry("5", "ann", "chatgroups"));
    await until("three are on the wire", () => lines().length === 3);
    should([...lines()].sort()).eql(["1>ann", "4>bob", "5>ann"]);
    accept("1>ann");
    await until("the next has gone", () => lines().includes("2>ann"));
    await test.world.settled();
    should(lines()).not.containEql("3>ann");
    accept("2>ann");
    await until("the last has gone", () => lines().includes("3>ann"));
  });

  it("takes the ids of one recipient for one, however they are written", async () => {
    hand(one, textEntry("1", "Ann"));
    hand(one, textEntry("2", "ann"));
    await onWire("1>Ann");
    await stays("1>Ann");
  });

  it("lets a message to several wait for its turn in each of their lines", async () => {
    hand(one, textEntry("1", "ann"));
    hand(one, textEntry("2", ["ann", "bob"]));
    hand(one, textEntry("3", "bob"));
    await onWire("1>ann");
    await stays("1>ann");
    accept("1>ann");
    await onWire("1>ann", "2>ann,bob");
    await stays("1>ann", "2>ann,bob");
    accept("2>ann,bob");
    await onWire("1>ann", "2>ann,bob", "3>bob");
  });

  it("goes on with the next behind one that failed", async () => {
    const { failure } = hand(one, textEntry("1", ["ann", "bob"]));
    hand(one, textEntry("2", "ann"));
    await onWire("1>ann,bob");
    one.service.requests[0]?.fail("CHAT_REJECTED", "not-sent");
    const details = { outcome: "not-sent", sent: [], unsent: ["ann", "bob"], uncertain: [] };
    should(await failure).match(wholeLists({ code: "CHAT_REJECTED", details }));
    await onWire("1>ann,bob", "2>ann");
    should(await one.outbox.parked(10)).be.empty();
  });

  it("takes no more in than may wait, and accounts for all whom it turned away", async () => {
    await one.outbox.close();
    one = await test.begin({ maxWaiting: 2 });
    hand(one, textEntry("1", "ann"));
    hand(one, textEntry("2", "ann"));
    const error = await hand(one, textEntry("3", ["bob", "cid"])).failure;
    const details = { outcome: "not-sent", sent: [], unsent: ["bob", "cid"], uncertain: [] };
    should(error).match(wholeLists({ code: "CHAT_OUTBOX_FULL", details }));
    await onWire("1>ann");
    accept("1>ann");
    await onWire("1>ann", "2>ann");
    hand(one, textEntry("4", "bob"));
    await onWire("1>ann", "2>ann", "4>bob");
  });

  it("counts what waits, and says when that changes", async () => {
    const before = one.changes;
    const { ended } = hand(one, textEntry("1", "ann"));
    hand(one, textEntry("2", "ann"));
    await onWire("1>ann");
    should(await one.outbox.census()).eql({ waiting: 2, uncertain: 0, failed: 0 });
    const between = one.changes;
    should(between).be.above(before);
    accept("1>ann");
    await ended;
    await until("one is left", async () => (await one.outbox.census()).waiting === 1);
    should(one.changes).be.above(between);
  });

  it("tells whoever waits how far it is", async () => {
    const states: string[] = [];
    const report: CallContext["report"] = ({ state }) => states.push(state);
    hand(one, textEntry("1", "ann"));
    hand(one, textEntry("2", "ann"), { ...context, report });
    await onWire("1>ann");
    await test.world.settled();
    should(states).eql(["queued"]);
    accept("1>ann");
    await onWire("1>ann", "2>ann");
    one.service.requests[1]?.context.report?.({ state: "sending" });
    await until("it was told", () => states.length > 1);
    should(states).eql(["queued", "sending"]);
  });

  it("ends a message that grows too old behind another", async () => {
    hand(one, textEntry("1", "ann"));
    const { failure } = hand(one, textEntry("2", ["ann", "bob"]));
    hand(one, textEntry("3", "bob"));
    await onWire("1>ann");
    await test.clock.advance(usualOptions.maxAgeMs + 1_000);
    const details = { outcome: "not-sent", sent: [], unsent: ["ann", "bob"], uncertain: [] };
    should(await failure).match(wholeLists({ code: "CHAT_EXPIRED", details }));
    await until("it was set aside", async () => (await one.outbox.census()).failed > 0);
    should((await one.outbox.parked(10))[0]).match(
      wholeLists({ state: "failed", code: "CHAT_EXPIRED", to: ["ann", "bob"] }),
    );
    accept("1>ann");
  });

  it("refuses what comes when it is closed, or from somebody who is gone", async () => {
    const gone = AbortSignal.abort();
    const details = { outcome: "not-sent", sent: [], unsent: ["ann"], uncertain: [] };
    const first = await hand(one, textEntry("1", "ann"), { signal: gone }).failure;
    should(first).match(wholeLists({ code: "CHAT_STOPPED", details }));
    await one.outbox.close();
    should(await hand(one, textEntry("2", "ann")).failure).match(wholeLists({ code: "CHAT_STOPPED", details }));
    await stays();
  });

  it("lets go of a caller whose message still waits, and freezes nobody by that", async () => {
    const caller = new AbortController();
    hand(one, textEntry("1", "ann"));
    const { ended, failure } = hand(one, textEntry("2", ["ann", "bob"]), { signal: caller.signal });
    hand(one, textEntry("3", "bob"));
    await onWire("1>ann");
    await test.world.settled();
    caller.abort();
    if (kind.isDurable) {
      should(await ended).be.undefined();
      accept("1>ann");
      await onWire("1>ann", "2>ann,bob");
      accept("2>ann,bob");
      await until("it returned", () => one.returned.length === 1);
      should(one.returned[0]).match({ nodeId: "node-1", flowMessage: { payload: "2" }, mayBeDouble: false });
    } else {
      should(await failure).match(
        wholeLists({ code: "CHAT_STOPPED", details: { outcome: "not-sent", unsent: ["ann", "bob"] } }),
      );
    }
    await until("the last has gone", () => lines().includes("3>bob"));
  });

  it("lets what is on the wire end when its caller goes, and says it to whoever is there then", async () => {
    const caller = new AbortController();
    const { ended } = hand(one, textEntry("1", "ann"), { signal: caller.signal });
    await onWire("1>ann");
    caller.abort();
    if (kind.isDurable) {
      should(await ended).be.undefined();
      accept("1>ann");
      await until("it returned", () => one.returned.length === 1);
      should(one.returned[0]).match(wholeLists({ nodeId: "node-1", ending: { receipts: [{ messageId: "1-ann" }] } }));
      return;
    }
    await test.clock.advance(usualOptions.graceMs - 1);
    accept("1>ann");
    should((await ended)?.[0]?.messageId).equal("1-ann");
    should(one.returned).be.empty();
  });

  it("waits no longer than it may for what is on the wire when its caller goes", async () => {
    const caller = new AbortController();
    const { ended, failure } = hand(one, textEntry("1", "ann"), { signal: caller.signal });
    await onWire("1>ann");
    caller.abort();
    await test.clock.advance(usualOptions.graceMs);
    if (kind.isDurable) {
      should(await ended).be.undefined();
      accept("1>ann");
      await until("it returned", () => one.returned.length === 1);
    } else {
      should(await failure).match(
        wholeLists({ code: "CHAT_STOPPED", details: { outcome: "unknown", uncertain: ["ann"] } }),
      );
      should(await one.outbox.census()).eql({ waiting: 0, uncertain: 1, failed: 0 });
    }
  });

  it("gives what is on the wire its time when it is closed", async () => {
    const { ended } = hand(one, textEntry("1", "ann"));
    await onWire("1>ann");
    const closed = one.outbox.close();
    await test.world.settled();
    accept("1>ann");
    should((await ended)?.[0]?.messageId).equal("1-ann");
    await closed;
  });

  it("lets nothing more go when it is being closed", async () => {
    const first = hand(one, textEntry("1", ["g1", "g2", "g3", "g4"], "chatgroups"));
    const second = hand(one, textEntry("2", "g1", "chatgroups"));
    await onWire("1>g1,g2,g3");
    const closed = one.outbox.close();
    accept("1>g1,g2,g3");
    await closed;
    await stays("1>g1,g2,g3");
    if (kind.isDurable) {
      should(await first.ended).be.undefined();
      should(await second.ended).be.undefined();
    } else {
      should(await first.failure).match(
        wholeLists({ code: "CHAT_STOPPED", details: { unsent: ["g4"], uncertain: [] } }),
      );
      should(await second.failure).match(
        wholeLists({ code: "CHAT_STOPPED", details: { unsent: ["g1"], uncertain: [] } }),
      );
    }
  });
}
