import should from "should";
import type { Answer, Call, Progress } from "../../../../src/client/call";
import { createLimits } from "../../../../src/delivery/limits/create-limits";
import type { LimitsSettings } from "../../../../src/delivery/limits/create-limits";
import type { Layer } from "../../../../src/client/call";
import { createFakeClock } from "../../../support/fake-clock";
import type { FakeClock } from "../../../support/fake-clock";
import { context, failureOf } from "../../client/use-client";
import { callTo, failed, good, hour, plan, stoppable, unreachable, usualLimits } from "./use-limits";

const alarm = callTo("users", ["a"]);

describe("the layer of the limits", () => {
  let clock: FakeClock;

  beforeEach(() => {
    clock = createFakeClock(0);
  });
  afterEach(() => should(clock.pending).equal(0));

  function create(settings: Partial<LimitsSettings> = {}): Layer {
    return createLimits({ ...usualLimits(clock), ...settings }).layer;
  }

  it("lets no message wait for the limit of another kind of call", async () => {
    const sent: string[] = [];
    const limits = { ...plan, callsPerSecond: 5, recipientsPerMinute: 40, historyCallsPerMinute: 3 };
    const send = create({ limits })((call) => {
      sent.push(`${call.operation} ${call.recipients?.chatType ?? ""} ${clock.now()}`);
      return Promise.resolve(good);
    });
    for (let index = 0; index < 4; index += 1) void send(hour, context);
    const many = Array.from({ length: 40 }, (_, index) => `u${index}`);
    void send(callTo("users", many), context);
    await clock.advance(2_000);
    void send(alarm, context);
    void send(callTo("chatgroups", ["g"]), context);
    void send({ ...hour, elsewhere: "http://127.0.0.1/" }, context);
    await clock.advance(2_000);
    should(sent.slice(3)).eql(["send-message users 0", "send-message chatgroups 2000", "history  2000"]);
    await clock.advance(60_000);
    should(sent).have.length(8);
  });

  it("counts calls only where there are no recipients", async () => {
    const send = create({ limits: { ...plan, recipientsPerMinute: 1 } })(() => Promise.resolve(good));
    const call: Call = { operation: "check-connection", method: "POST", path: "x", signedIn: true };
    for (let index = 0; index < 5; index += 1) await send(call, context);
  });

  it("reports waiting and sending, and lets go of the place of what never left", async () => {
    const states: string[] = [];
    const told = { ...context, report: ({ state }: Progress) => states.push(state) };
    const refused = failed("CHAT_REJECTED", "not-sent", { status: 400 });
    const results = [unreachable, refused];
    const limits = { ...plan, callsPerSecond: 1 };
    const send = create({ limits })(() => Promise.reject(results.shift() ?? refused));
    should(await failureOf(send(alarm, told))).equal(unreachable);
    should(await failureOf(send(alarm, told))).equal(refused);
    const third = failureOf(send(alarm, told));
    should(states).eql(["sending", "sending", "queued"]);
    await clock.advance(1_001);
    should(await third).equal(refused);
    should(states).eql(["sending", "sending", "queued", "sending"]);
  });

  it("asks whether a message may go out for each of its tries, and gives the place of one back that may not", async () => {
    const asked: (readonly string[] | undefined)[] = [];
    const full = failed("CHAT_OUTBOX_FULL", "not-sent");
    const sent: Call[] = [];
    const send = create({ limits: { ...plan, callsPerSecond: 1 } })((call) => {
      sent.push(call);
      return Promise.resolve(good);
    });
    const refusing = {
      ...context,
      beforeSending: ({ recipients }: Call): Promise<void> => {
        asked.push(recipients?.to);
        return Promise.reject(full);
      },
    };
    for (let count = 0; count < 3; count += 1) should(await failureOf(send(alarm, refusing))).equal(full);
    should(asked).eql([["a"], ["a"], ["a"]]);
    should(sent).be.empty();
    should(await send(alarm, context)).equal(good);
  });

  it("lets a message wait no longer than its time, counted from when it was taken in", async () => {
    const never = create({ limits: { ...plan, callsPerSecond: 1 }, maxAgeMs: 60_000 })(
      () => new Promise<Answer>(() => undefined),
    );
    void never(alarm, context);
    const old = failureOf(never(alarm, { ...context, acceptedAt: -50_000 }));
    await clock.advance(10_000);
    should((await old).code).equal("CHAT_EXPIRED");
  });

  it("goes by the place that a call brings", async () => {
    const sent: (number | undefined)[] = [];
    const send = create({ limits: { ...plan, callsPerSecond: 1 } })((_, { place }) => {
      sent.push(place);
      return Promise.resolve(good);
    });
    for (const place of [1, 5, 3, 4, 2]) void send(alarm, { ...context, place });
    await clock.advance(10_000);
    should(sent).eql([1, 2, 3, 4, 5]);
  });

  it("ends everything that waits with one signal, and leaves nothing behind", async () => {
    const { signal, stop } = stoppable();
    const send = create({ limits: { ...plan, callsPerSecond: 1 } })(() => Promise.resolve(good));
    const all = Array.from({ length: 10_000 }, () => send(alarm, { signal }).catch((error: unknown) => error));
    await clock.advance(0);
    const start = process.cpuUsage();
    stop();
    const ends = await Promise.all(all);
    should(process.cpuUsage(start).user / 1_000).be.below(2_000);
    should(ends.slice(1)).matchEach({ code: "CHAT_STOPPED", details: { outcome: "not-sent" } });
  });

  it("stays quick with ten thousand that wait, alike and not", async () => {
    const { signal, stop } = stoppable();
    for (const callOf of [
      () => alarm,
      (index: number) => callTo("chatgroups", [`g${index % 3_000}`]),
      (index: number) => callTo("chatgroups", [`g${index % 3}`, `h${index}`, "busy"]),
    ]) {
      const send = create()(() => Promise.resolve(good));
      const start = process.cpuUsage();
      for (let index = 0; index < 10_000; index += 1) void send(callOf(index), { signal }).catch(() => undefined);
      should(process.cpuUsage(start).user / 1_000).be.below(3_000);
      await clock.advance(300);
    }
    stop();
  });
});
