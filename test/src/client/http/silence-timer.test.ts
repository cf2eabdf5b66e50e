import should from "should";
import { createSilenceTimer } from "../../../../src/client/http/silence-timer";
import { createFakeClock } from "../../../support/fake-clock";

describe("the timer of silence", () => {
  const clock = createFakeClock();
  let silences: number;

  function timer(): ReturnType<typeof createSilenceTimer> {
    silences = 0;
    return createSilenceTimer(clock, 10_000, () => (silences += 1));
  }

  afterEach(() => should(clock.pending).equal(0));

  it("tells once when nothing was heard", async () => {
    timer();
    await clock.advance(9_999);
    should(silences).equal(0);
    await clock.advance(100_000);
    should(silences).equal(1);
  });

  it("begins anew with everything that is heard", async () => {
    const silence = timer();
    for (let index = 0; index < 100; index += 1) {
      await clock.advance(9_000);
      silence.heard();
    }
    should(silences).equal(0);
    await clock.advance(10_000);
    should(silences).equal(1);
  });

  it("hears what had arrived when its time was over: a process that stood still finds its timers first", async () => {
    const silence = timer();
    clock.after(10_000, () => silence.heard());
    await clock.advance(19_999);
    should(silences).equal(0);
    await clock.advance(1);
    should(silences).equal(1);
  });

  it("does not count while it rests", async () => {
    const silence = timer();
    silence.rest();
    await clock.advance(100_000);
    should(silences).equal(0);
    silence.heard();
    await clock.advance(9_999);
    should(silences).equal(0);
    await clock.advance(1);
    should(silences).equal(1);
  });

  it("tells nothing once it was stopped", async () => {
    const silence = timer();
    silence.stop();
    silence.heard();
    silence.rest();
    await clock.advance(100_000);
    should(silences).equal(0);
  });
});
