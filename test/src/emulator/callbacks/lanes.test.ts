import should from "should";
import { createLanes, type Job } from "../../../../src/emulator/callbacks/lanes";

/** A job that ends when it is told to, or when the signal says so. */
function createHeld(): { readonly job: Job; readonly begun: () => boolean; readonly finish: () => void } {
  let finish = (): void => undefined;
  let isBegun = false;
  const job: Job = (signal) =>
    new Promise((resolve) => {
      isBegun = true;
      finish = resolve;
      signal.addEventListener("abort", () => resolve());
    });
  return { job, begun: () => isBegun, finish: () => finish() };
}

const turn = (): Promise<void> => new Promise(setImmediate);

describe("lanes of jobs", () => {
  it("begin nothing at once, so that whoever adds is not held up", async () => {
    const lanes = createLanes({ mostAtOnce: 1, mostWaiting: 1 });
    const held = createHeld();
    lanes.add("a", held.job);
    should(held.begun()).be.false();
    await turn();
    should(held.begun()).be.true();
    held.finish();
    await lanes.settled();
  });

  it("do one after the other in a lane, and lanes side by side", async () => {
    const lanes = createLanes({ mostAtOnce: 10, mostWaiting: 10 });
    const [first, second, other] = [createHeld(), createHeld(), createHeld()];
    lanes.add("a", first.job);
    lanes.add("a", second.job);
    lanes.add("b", other.job);
    await turn();
    should([first, second, other].map(({ begun }) => begun())).eql([true, false, true]);
    first.finish();
    await turn();
    should(second.begun()).be.true();
    second.finish();
    other.finish();
    await lanes.settled();
  });

  it("do so many at once and no more, in the order of their turns", async () => {
    const lanes = createLanes({ mostAtOnce: 2, mostWaiting: 100 });
    const order: number[] = [];
    let running = 0;
    let most = 0;
    for (let job = 0; job < 20; job += 1) {
      lanes.add(`lane ${job % 5}`, async () => {
        running += 1;
        most = Math.max(most, running);
        await turn();
        running -= 1;
        order.push(job);
      });
    }
    await lanes.settled();
    should(most).equal(2);
    should(order).eql(Array.from({ length: 20 }, (_, index) => index));
  });

  it("turn away what comes when too many wait", async () => {
    const lanes = createLanes({ mostAtOnce: 1, mostWaiting: 2 });
    const held = createHeld();
    lanes.add("a", held.job);
    await turn();
    const added = [1, 2, 3].map(() => lanes.add("a", () => Promise.resolve()));
    should(added).eql([true, true, false]);
    held.finish();
    await lanes.settled();
    should(lanes.add("a", () => Promise.resolve())).be.true();
    await lanes.settled();
  });

  it("end: what runs is told, what waits is forgotten, nothing more is taken", async () => {
    const lanes = createLanes({ mostAtOnce: 1, mostWaiting: 2 });
    const [running, waiting] = [createHeld(), createHeld()];
    lanes.add("a", running.job);
    lanes.add("b", waiting.job);
    await turn();
    const settled = lanes.settled();
    lanes.end();
    await settled;
    await turn();
    should(waiting.begun()).be.false();
    should(lanes.add("c", waiting.job)).be.false();
  });
});
