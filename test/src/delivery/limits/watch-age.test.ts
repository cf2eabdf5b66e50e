import should from "should";
import type { ChatError } from "../../../../src/client/chat-error";
import type { Trouble } from "../../../../src/delivery/limits/gate";
import { overFor, watchAge } from "../../../../src/delivery/limits/watch-age";
import type { Aging } from "../../../../src/delivery/limits/watch-age";
import { createFakeClock } from "../../../support/fake-clock";
import type { FakeClock } from "../../../support/fake-clock";
import { context } from "../../client/use-client";
import { stoppable, unreachable } from "./use-limits";

describe("the watch over those who wait", () => {
  let clock: FakeClock;
  let ends: string[];

  beforeEach(() => {
    clock = createFakeClock(0);
    ends = [];
  });
  afterEach(() => should(clock.pending).equal(0));

  function watch(waiting: Partial<Aging>): () => void {
    return watchAge(clock, { signal: context.signal, expiresAt: 1e6, ...waiting }, ({ code, details }: ChatError) => {
      ends.push(`${code} ${details.outcome} ${clock.now()}`);
    });
  }

  it("ends with their time", async () => {
    watch({ expiresAt: 500 });
    await clock.advance(1_000);
    should(ends).eql(["CHAT_EXPIRED not-sent 500"]);
  });

  it("ends when they are stopped, of ten thousand with one signal, too", () => {
    const { signal, stop } = stoppable();
    for (let count = 0; count < 10_000; count += 1) watch({ signal });
    stop();
    should(ends).have.length(10_000);
    should(ends).matchEach("CHAT_STOPPED not-sent 0");
  });

  it("ends when it is taken back", async () => {
    const { signal, stop } = stoppable();
    watch({ signal, expiresAt: 500 })();
    stop();
    await clock.advance(1_000);
    should(ends).be.empty();
  });

  it("ends their patience so long after both they and the trouble came", async () => {
    let trouble: Trouble | undefined = undefined;
    const patience = { patienceMs: 30_000, trouble: () => trouble };
    watch({ patience });
    await clock.advance(20_000);
    trouble = { since: 15_000, error: unreachable };
    watch({ patience });
    await clock.advance(100_000);
    should(ends).eql(["CHAT_UNREACHABLE not-sent 45000", "CHAT_UNREACHABLE not-sent 50000"]);
  });

  it("lets them wait on where the trouble is over, but not past their time", async () => {
    let trouble: Trouble | undefined = { since: 0, error: unreachable };
    watch({ patience: { patienceMs: 30_000, trouble: () => trouble }, expiresAt: 100_000 });
    await clock.advance(29_000);
    trouble = undefined;
    await clock.advance(100_000);
    should(ends).eql(["CHAT_EXPIRED not-sent 100000"]);
  });

  it("knows of whom there is nothing to watch", () => {
    const { signal, stop } = stoppable();
    should(overFor({ signal, expiresAt: 10 }, 9)).be.undefined();
    should(overFor({ signal, expiresAt: 10 }, 10)).match({ code: "CHAT_EXPIRED" });
    stop();
    should(overFor({ signal, expiresAt: 10 }, 10)).match({ code: "CHAT_STOPPED" });
  });
});
