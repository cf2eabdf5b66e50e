import type { NodeAPI } from "node-red";
import should from "should";
import { outboxTrouble } from "../../../src/delivery/outbox/outbox-trouble";
import { publishCensus } from "../../../nodes/config/publish-census";
import type { AppOutbox } from "../../../nodes/node-kit/chat-app";
import { createFakeClock } from "../../support/fake-clock";

describe("the census that editors are told", () => {
  const clock = createFakeClock();
  const published: unknown[][] = [];
  const RED = { comms: { publish: (...args: unknown[]) => published.push(args) } } as unknown as NodeAPI;
  let waiting: number;
  let change: () => void;
  let watched: boolean;
  let asked: number;
  let end: () => void;

  beforeEach(() => {
    published.length = 0;
    waiting = 0;
    asked = 0;
    const outbox = {
      watch(onChanged) {
        change = onChanged;
        watched = true;
        return () => void (watched = false);
      },
      census() {
        asked += 1;
        if (waiting < 0) return Promise.reject(outboxTrouble("outbox", "outbox-in-use"));
        return Promise.resolve({ waiting, uncertain: 0, failed: 0 });
      },
    } as Partial<AppOutbox> as AppOutbox;
    end = publishCensus(RED, "app", outbox, clock);
  });

  afterEach(async () => {
    end();
    await clock.advance(5_000);
    should(clock.pending).equal(0);
    should(watched).be.false();
  });

  it("is published at once when it has changed, on the app's own topic", async () => {
    waiting = 3;
    change();
    await clock.advance(0);
    should(published).eql([["agora-chat/outbox/app", { waiting: 3, uncertain: 0, failed: 0 }, false]]);
  });

  it("is published once a second at most, however often it changes, and ends with the truth", async () => {
    for (let count = 0; count < 2_500; count += 1) {
      waiting += 1;
      change();
      await clock.advance(1);
    }
    await clock.advance(1_000);
    should(published.length).be.within(3, 4);
    should(published.at(-1)?.[1]).containEql({ waiting: 2_500 });
    should(asked).be.belowOrEqual(5);
  });

  it("is not published where it is what it was", async () => {
    change();
    await clock.advance(2_000);
    change();
    await clock.advance(2_000);
    should(published).have.length(1);
  });

  it("is not asked for while nothing changes", async () => {
    await clock.advance(60_000);
    should(asked).equal(0);
    should(clock.pending).equal(0);
  });

  it("is not published while the outbox cannot be used", async () => {
    waiting = -1;
    change();
    await clock.advance(2_000);
    should(published).be.empty();
  });
});
