import should from "should";
import { createEmulator } from "../../../src/emulator/emulator";
import * as faults from "../../../src/emulator/faults";
import { useEmulator } from "../../src/emulator/use-emulator";
import { appNode, sendFlow, turns, until, useNodeFlow } from "../../support/node-flow";
import type { Outcome, Properties } from "../../support/node-flow";
import { useFastClock } from "../../support/fast-clock";
import { useFakeClock } from "../../support/use-fake-clock";

const message = { to: "ann", text: "hello" };

describe("a send-message node whose message does not get through at once", () => {
  const { emulator } = useEmulator({ clock: Date.now });
  const flow = useNodeFlow();
  useFastClock();

  const load = (app: Properties): Promise<void> => flow.load(sendFlow(appNode(emulator, { retry: "patient", ...app })));

  function wentWell({ done, caught, completed }: Outcome): void {
    should(done).eql([undefined]);
    should([caught.length, completed.length]).eql([0, 1]);
  }

  function warnings(name: string): number {
    return flow.warnings().filter((text) => text.endsWith(`warning.${name}`)).length;
  }

  for (const [name, fault] of Object.entries({
    "the service is away": faults.unavailable(),
    "a gateway says so": faults.unavailable(503, { html: true }),
    "there are too many calls": faults.reachLimit(),
    "there are too many messages": faults.messageLimit(),
  })) {
    it(`tries again when ${name}`, async () => {
      await load({});
      emulator.faults.next("send", fault, 3);
      wentWell(await flow.send({ ...message }));
      should(emulator.messages()).have.length(1);
      should(emulator.requests("send")).have.length(4);
      should([warnings("retrying"), warnings("repeated")]).eql([1, 0]);
    });
  }

  it("tries again until somebody answers at all", async () => {
    const first = createEmulator();
    await first.start();
    const app = appNode(first, { retry: "patient" });
    const port = Number(new URL(first.url).port);
    await first.stop();
    await flow.load(sendFlow(app));
    const sending = flow.send({ ...message });
    await until(() => warnings("retrying") === 1);
    const second = createEmulator({ port });
    await second.start();
    try {
      wentWell(await sending);
      should(second.messages()).have.length(1);
      should(warnings("repeated")).equal(0);
    } finally {
      await second.stop();
    }
  });

  it("tries again when the sign-in does not get through", async () => {
    await load({});
    emulator.faults.next("token", faults.unavailable(), 2);
    wentWell(await flow.send({ ...message }));
    should(emulator.messages()).have.length(1);
  });

  it("says once that the service is away, and again when it went away anew", async () => {
    await load({});
    for (const expected of [1, 2]) {
      emulator.faults.next("send", faults.unavailable(), 3);
      wentWell(await flow.send({ ...message }));
      should(warnings("retrying")).equal(expected);
    }
  });

  it("does not send again what may have arrived, unless it is asked to", async () => {
    await load({ repeatUnknown: false });
    emulator.faults.next("send", faults.dropAfter());
    const { done, caught } = await flow.send({ ...message });
    should(done).have.length(1);
    should(caught[0]?.["chatError"]).containEql({ code: "CHAT_NO_ANSWER", outcome: "unknown", uncertain: ["ann"] });
    should(emulator.messages()).have.length(1);
    should(flow.warnings().filter((text) => text.includes(":warning."))).be.empty();
  });

  for (const repeatUnknown of [true, "true"]) {
    it(`sends again what may have arrived, and warns of the double, when repeatUnknown is ${JSON.stringify(repeatUnknown)}`, async () => {
      await load({ repeatUnknown });
      emulator.faults.next("send", faults.dropAfter());
      wentWell(await flow.send({ ...message }));
      should(emulator.messages()).have.length(2);
      should([warnings("repeated"), warnings("retrying")]).eql([1, 0]);
    });
  }

  describe("and grows too old", () => {
    const clock = useFakeClock();

    it("is given up with the last failure", async () => {
      // A little less than the shortest wait before another try.
      await load({ maxAge: "0.012" });
      emulator.faults.next("send", faults.unavailable(), 9);
      const sending = flow.send({ ...message });
      await until(() => warnings("retrying") === 1);
      await clock.advance(720);
      const { done, caught } = await sending;
      should(done).have.length(1);
      should(caught[0]?.["chatError"]).containEql({
        code: "CHAT_EXPIRED",
        outcome: "not-sent",
        status: 503,
        unsent: ["ann"],
      });
      should(caught[0]?.["statusCode"]).equal(503);
    });

    it("is given up while it waits for its turn", async () => {
      await load({ maxAge: "0.016", callsPerSecond: 1 });
      const sending = [1, 2].map(() => flow.send({ ...message }));
      wentWell((await sending[0]) as Outcome);
      await clock.advance(960);
      const { caught } = (await sending[1]) as Outcome;
      should(caught[0]?.["chatError"]).containEql({ code: "CHAT_EXPIRED", outcome: "not-sent" });
      should(emulator.messages()).have.length(1);
    });
  });

  it("ends the brisk policy after half a minute", async () => {
    await load({ retry: "brisk" });
    emulator.faults.next("send", faults.unavailable(), 99);
    const { caught } = await flow.send({ ...message });
    should(caught[0]?.["chatError"]).containEql({ code: "CHAT_UNAVAILABLE", status: 503 });
    should(emulator.requests("send").length).be.within(4, 10);
  });

  for (const [name, fault, code] of [
    ["the plan is used up", faults.quotaExceeded(), "CHAT_QUOTA_EXCEEDED"],
    ["it is too large for a gateway", faults.plain413(), "CHAT_TOO_LARGE"],
    ["the service leads elsewhere", faults.redirect("http://127.0.0.1:1/"), "CHAT_REJECTED"],
  ] as const) {
    it(`does not try again when ${name}`, async () => {
      await load({});
      emulator.faults.next("send", fault);
      const { done, caught } = await flow.send({ ...message });
      should(done).have.length(1);
      should(caught[0]?.["chatError"]).containEql({ code });
      should(emulator.requests("send")).have.length(1);
    });
  }

  it("keeps the order of what was given to it", async () => {
    await load({});
    emulator.faults.next("token", faults.slow(20));
    const texts = Array.from({ length: 20 }, (_, index) => `text ${index}`);
    const sending = texts.map((text) => flow.send({ to: "ann", text }));
    await turns(1);
    (await Promise.all(sending)).forEach(wentWell);
    should(
      emulator
        .messages()
        .map(({ body }) => body["msg"])
        .sort(),
    ).eql([...texts].sort());
  });
});
