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

  it("ends at once what waits for its next try when it is closed", async () => {
    const { outbox, service } = await beginProcess(world, createFakeClock());
    const failure = failureOf(outbox.send(textEntry("1", "ann"), context));
    await settled();
    const [request] = service.requests;
    const state = { state: "retrying", delayMs: 1_000, code: "CHAT_UNREACHABLE" } as const;
    request?.context.report?.({ ...state, mayHaveArrived: false, mayDouble: false });
    const closing = outbox.close();
    should(request?.context.signal.aborted).be.true();
    should((await failure).code).equal("CHAT_STOPPED");
    await closing;
  });

  it("sends nothing again when it is closed", async () => {
    const { outbox, service } = await beginProcess(world, createFakeClock());
    service.play = ({ fail }) => fail("CHAT_NO_ANSWER", "unknown");
    await failureOf(outbox.send(textEntry("1", "ann"), context));
    await outbox.close();
    should(await outbox.decide("all", "send")).equal(0);
    await settled();
    should(service.requests).have.length(1);
  });

  it("says of a message sent again that it may be double only where a try may have been", async () => {
    const { outbox, service, returned } = await beginProcess(world, createFakeClock());
    for (const mayDouble of [false, true]) {
      service.play = ({ fail }) => fail("CHAT_EXPIRED", "not-sent");
      await failureOf(outbox.send(textEntry("1", "ann"), context));
      service.play = ({ accept, context: { report } }) => {
        report?.({ state: "retrying", delayMs: 1, code: "CHAT_NO_ANSWER", mayHaveArrived: mayDouble, mayDouble });
        report?.({ state: "sending" });
        accept();
      };
      should(await outbox.decide("all", "send")).equal(1);
      await settled();
    }
    should(returned.map(({ mayBeDouble }) => mayBeDouble)).eql([false, true]);
    await outbox.close();
  });

  it("counts a message's age from where its caller says", async () => {
    const clock = createFakeClock(5_000);
    const { outbox, service } = await beginProcess(world, clock);
    service.play = ({ accept }) => accept();
    await outbox.send(textEntry("1", "ann"), { ...context, acceptedAt: 3_000 });
    await outbox.send(textEntry("2", "ann"), context);
    should(service.requests.map((request) => request.context.acceptedAt)).eql([3_000, 5_000]);
    await outbox.close();
  });

  it("lets out what is no chat error as it is", async () => {
    const bug = new TypeError("a bug");
    const { outbox } = await beginProcess(world, createFakeClock(), { deliver: () => Promise.reject(bug) });
    await should(outbox.send(textEntry("1", "ann"), context)).be.rejectedWith(bug);
    await outbox.close();
  });
});
