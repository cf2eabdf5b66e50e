import should from "should";
import { outboxTrouble } from "../../../src/delivery/outbox/outbox-trouble";
import type { Outbox } from "../../../src/delivery/outbox/outbox";
import { openingOutbox } from "../../../nodes/config/opening-outbox";
import type { OpeningOutbox } from "../../../nodes/config/opening-outbox";
import { createFakeClock } from "../../support/fake-clock";
import type { FakeClock } from "../../support/fake-clock";
import { createFakeOutbox } from "../../support/fake-outbox";
import { settled } from "../../support/fake-send";

describe("an outbox that is being opened", () => {
  let clock: FakeClock;
  let tries: { resolve: (outbox: Outbox) => void; reject: (error: unknown) => void; signal: AbortSignal; at: number }[];
  let heard: string[];
  let opening: OpeningOutbox;

  const unwritable = outboxTrouble("outbox", "outbox-folder-unwritable", { found: "/x", reason: "EACCES" });
  const inUse = outboxTrouble("outbox", "outbox-in-use", { found: "/x" });

  beforeEach(() => {
    clock = createFakeClock();
    tries = [];
    heard = [];
    opening = openingOutbox({
      clock,
      open: (signal) => new Promise((resolve, reject) => tries.push({ resolve, reject, signal, at: clock.now() })),
      onOpened: () => heard.push("opened"),
      onTrouble: (trouble) => heard.push(trouble.details.issues?.[0]?.problem ?? ""),
    });
  });

  it("is there at once where opening takes no time", () => {
    const outbox = createFakeOutbox();
    const memory = openingOutbox({ clock, open: () => outbox, onOpened: () => undefined, onTrouble: () => undefined });
    should(memory.opened).equal(outbox);
    should(clock.pending).equal(0);
  });

  it("is waited for, in the order in which they came", async () => {
    const order: number[] = [];
    const waiting = [1, 2, 3].map((number) => opening.whenOpened().then(() => order.push(number)));
    await settled();
    should(order).be.empty();
    tries[0]?.resolve(createFakeOutbox());
    await Promise.all(waiting);
    should(order).eql([1, 2, 3]);
    should(heard).eql(["opened"]);
    should(opening.trouble).be.undefined();
  });

  it("ends the wait of whoever is stopped, and of nobody else", async () => {
    const stop = new AbortController();
    const stopped = opening.whenOpened(stop.signal);
    const other = opening.whenOpened(new AbortController().signal);
    stop.abort();
    await should(stopped).be.rejectedWith({ code: "CHAT_STOPPED", details: { outcome: "not-sent" } });
    tries[0]?.resolve(createFakeOutbox());
    await other;
  });

  it("lets ten thousand wait, and no more", async () => {
    const waiting = Array.from({ length: 10_000 }, () => opening.whenOpened());
    await should(opening.whenOpened()).be.rejectedWith({ code: "CHAT_OUTBOX_FULL" });
    tries[0]?.resolve(createFakeOutbox());
    await Promise.all(waiting);
  });

  it("fails those who wait with the reason, and those who come after at once", async () => {
    const waiting = opening.whenOpened();
    tries[0]?.reject(unwritable);
    await should(waiting).be.rejectedWith(unwritable);
    await should(opening.whenOpened()).be.rejectedWith(unwritable);
    should(opening.trouble).equal(unwritable);
  });

  it("says each reason once, however often it is tried", async () => {
    for (let count = 0; count < 9; count += 1) {
      tries.at(-1)?.reject(count === 8 ? inUse : unwritable);
      await clock.advance(60_000);
    }
    should(heard).eql(["outbox-folder-unwritable", "outbox-in-use"]);
  });

  it("is tried again after a second, two, four and so on, up to a minute", async () => {
    const begun = clock.now();
    for (let count = 0; count < 8; count += 1) {
      tries.at(-1)?.reject(unwritable);
      await settled();
      const before = tries.length;
      while (tries.length === before) await clock.advance(500);
    }
    const moments = tries.map(({ at }) => (at - begun) / 1_000);
    should(moments).eql([0, 1, 3, 7, 15, 31, 63, 123, 183]);
  });

  it("is well again when it can be opened", async () => {
    tries[0]?.reject(unwritable);
    await clock.advance(1_000);
    const outbox = createFakeOutbox();
    tries[1]?.resolve(outbox);
    await settled();
    should(opening.opened).equal(outbox);
    should(opening.trouble).be.undefined();
    should(heard.at(-1)).equal("opened");
    should(clock.pending).equal(0);
  });

  it("does not tell what a defect of ours has to say", async () => {
    tries[0]?.reject(new RangeError("a private word"));
    await settled();
    should(JSON.stringify(opening.trouble?.details)).containEql("RangeError").and.not.containEql("private");
  });

  it("closes what it opened", async () => {
    const outbox = createFakeOutbox();
    tries[0]?.resolve(outbox);
    await settled();
    await opening.close();
    should(outbox.calls).eql(["close"]);
  });

  it("closes what is opened too late, and begins nothing with it", async () => {
    const closing = opening.close();
    should(tries[0]?.signal.aborted).be.true();
    const outbox = createFakeOutbox();
    tries[0]?.resolve(outbox);
    await closing;
    should(outbox.calls).eql(["close"]);
    should(heard).be.empty();
  });

  it("is not tried again once it is closed", async () => {
    tries[0]?.reject(unwritable);
    await settled();
    await opening.close();
    await clock.advance(600_000);
    should(tries).have.length(1);
    should(clock.pending).equal(0);
  });
});
