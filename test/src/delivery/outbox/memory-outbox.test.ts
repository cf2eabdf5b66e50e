import should from "should";
import { createMemoryOutbox } from "../../../../src/delivery/outbox/memory-outbox";
import { createFakeClock } from "../../../support/fake-clock";
import { settled } from "../../../support/fake-send";
import { context, failureOf } from "../../client/use-client";
import { describeOutbox } from "./outbox.conformance";
import { beginProcess, textEntry } from "./outbox-process";
import type { OutboxWorld } from "./outbox-world";

const world: OutboxWorld = {
  open: (options, clock) => Promise.resolve(createMemoryOutbox(options, clock)),
  crash: () => Promise.resolve(),
  settled,
  end: () => Promise.resolve(),
};

describeOutbox({ name: "in memory", isDurable: false, begin: () => Promise.resolve(world) });

describe("the outbox in memory alone", () => {
  it("leaves no timer behind", async () => {
    const clock = createFakeClock();
    const { outbox, service } = await beginProcess(world, clock);
    const stopping = new AbortController();
    const sends = ["1", "2", "3"].map((text) => outbox.send(textEntry(text, "ann"), { signal: stopping.signal }));
    const failures = sends.slice(1).map(failureOf);
    await settled();
    should(clock.pending).equal(1);
    stopping.abort();
    service.requests[0]?.accept();
    await Promise.all([sends[0], ...failures]);
    should(clock.pending).equal(0);
    await outbox.close();
  });

  it("keeps the last thousand that were set aside", async () => {
    const { outbox, service } = await beginProcess(world, createFakeClock(), { maxWaiting: 2_000 });
    service.play = ({ fail }) => fail("CHAT_NO_ANSWER", "unknown");
    const texts = Array.from({ length: 1_005 }, (_, index) => String(index));
    await Promise.all(texts.map((text) => failureOf(outbox.send(textEntry(text, `user-${text}`), context))));
    should((await outbox.parked(1))[0]?.preview).equal("5");
    should(await outbox.census()).match({ uncertain: 1_000 });
  });
});
