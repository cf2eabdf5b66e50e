import should from "should";
import type { Outbox } from "../../../src/delivery/outbox/outbox";
import { outboxTrouble } from "../../../src/delivery/outbox/outbox-trouble";
import { runOutbox } from "../../../nodes/config/app-outbox";
import type { OutboxListeners, RunningOutbox } from "../../../nodes/config/app-outbox";
import type { LeftBehind } from "../../../nodes/config/attached-nodes";
import { createFakeClock } from "../../support/fake-clock";
import type { FakeClock } from "../../support/fake-clock";
import { createFakeOutbox, outboxEntry } from "../../support/fake-outbox";
import type { FakeOutbox } from "../../support/fake-outbox";
import { failure, settled } from "../../support/fake-send";
import { wholeLists } from "../../support/whole-lists";

describe("an app's outbox", () => {
  let clock: FakeClock;
  let fake: FakeOutbox;
  let listeners: OutboxListeners;
  let leftBehind: LeftBehind;
  let log: string[];

  const trouble = outboxTrouble("outbox", "outbox-folder-unwritable", { found: "/x", reason: "EACCES" });
  const context = () => ({ signal: new AbortController().signal });

  function run(open: () => Outbox | Promise<Outbox> = () => fake): RunningOutbox {
    return runOutbox(
      (given) => {
        listeners = given;
        return open();
      },
      {
        appId: "app",
        leftBehind,
        onTrouble: () => log.push("trouble"),
        onWell: () => log.push("well"),
        onStray: ({ nodeId }) => log.push(`stray ${nodeId}`),
      },
      clock,
    );
  }

  beforeEach(() => {
    clock = createFakeClock();
    fake = createFakeOutbox();
    leftBehind = new Map();
    log = [];
  });

  it("takes a message at once where it is open", () => {
    const outbox = run();
    void outbox.send(outboxEntry("a"), context());
    should(fake.calls).eql(["send a"]);
  });

  it("takes a message that came earlier, once it is open", async () => {
    let opened: (outbox: Outbox) => void = () => undefined;
    const outbox = run(() => new Promise((resolve) => (opened = resolve)));
    const progress: string[] = [];
    const sending = ["a", "b"].map((id) =>
      outbox.send(outboxEntry(id), { ...context(), report: ({ state }) => progress.push(state) }),
    );
    should(progress).eql(["queued", "queued"]);
    opened(fake);
    should(await Promise.all(sending)).eql([[], []]);
    should(fake.calls).eql(["send a", "send b"]);
  });

  it("refuses messages while it cannot be used, and says of each recipient that nothing was sent", async () => {
    const outbox = run(() => Promise.reject(trouble));
    await should(outbox.send(outboxEntry(), context())).be.rejectedWith(
      wholeLists({
        code: "CHAT_NOT_CONFIGURED",
        details: { outcome: "not-sent", sent: [], unsent: ["ann"], uncertain: [] },
      }),
    );
    should(outbox.trouble()).equal(trouble);
    for (const asked of [outbox.census(), outbox.parked(1), outbox.decide("all", "drop")]) {
      await should(asked).be.rejectedWith(trouble);
    }
    await outbox.close();
  });

  it("tells those who watch of trouble, and when that is over", async () => {
    let isWell = false;
    const outbox = run(() => (isWell ? Promise.resolve(fake) : Promise.reject(trouble)));
    const seen: boolean[] = [];
    const unwatch = outbox.watch(() => seen.push(outbox.trouble() !== undefined));
    await settled();
    isWell = true;
    await clock.advance(1_000);
    should(seen).eql([true, false]);
    should(log).eql(["trouble", "well"]);
    listeners.onChanged();
    unwatch();
    listeners.onChanged();
    should(seen).eql([true, false, false]);
    await outbox.close();
  });

  it("begins once with what is left, when all nodes are there and it is open", async () => {
    let opened: (outbox: Outbox) => void = () => undefined;
    const outbox = run(() => new Promise((resolve) => (opened = resolve)));
    outbox.start();
    opened(fake);
    await settled();
    outbox.start();
    should(fake.calls).eql(["start"]);
    const another = createFakeOutbox();
    const second = run(() => another);
    should(another.calls).be.empty();
    second.start();
    second.start();
    should(another.calls).eql(["start"]);
  });

  it("brings a message back to its node, or says that it is not there", () => {
    const outbox = run();
    const heard: string[] = [];
    outbox.attach("a", ({ nodeId }) => heard.push(nodeId));
    outbox.start();
    const message = { flowMessage: {}, ending: { receipts: [] }, mayBeDouble: false };
    listeners.onReturned({ ...message, nodeId: "a" });
    listeners.onReturned({ ...message, nodeId: "b" });
    should(heard).eql(["a"]);
    should(log).eql(["stray b"]);
  });

  for (const [name, ending] of [
    ["was delivered", Promise.resolve([])],
    ["was refused", Promise.reject(failure("CHAT_REJECTED", "not-sent"))],
  ] as const) {
    it(`brings a message that ${name} after its node was taken away to the next, of another deployment, too`, async () => {
      fake.send = () => ending;
      ending.catch(() => undefined);
      const outbox = run();
      const lifetime = new AbortController();
      const detach = outbox.attach("a", () => log.push("old"));
      outbox.start();
      const sending = outbox.send(outboxEntry("a"), { signal: lifetime.signal });
      detach();
      lifetime.abort();
      await outbox.close();
      should(await sending).be.undefined();
      const next = run();
      next.attach("a", ({ ending: how }) => log.push("error" in how ? how.error.code : "delivered"));
      should(log).be.empty();
      next.start();
      should(log).eql([name === "was delivered" ? "delivered" : "CHAT_REJECTED"]);
    });
  }

  it("tells the node itself that its message was stopped: it is forgotten", async () => {
    fake.send = () => Promise.reject(failure("CHAT_STOPPED", "not-sent"));
    const lifetime = new AbortController();
    lifetime.abort();
    await should(run().send(outboxEntry("a"), { signal: lifetime.signal })).be.rejectedWith({ code: "CHAT_STOPPED" });
    should(leftBehind.size).equal(0);
  });
});
