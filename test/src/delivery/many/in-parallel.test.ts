import should from "should";
import { inParallel } from "../../../../src/delivery/many/in-parallel";
import { settled } from "../../../support/fake-send";

/** Work that a test ends, piece by piece. */
function heldWork(): {
  readonly begun: number[];
  readonly work: (item: number) => Promise<void>;
  readonly end: (item: number, error?: Error) => Promise<void>;
} {
  const begun: number[] = [];
  const ends = new Map<number, (error?: Error) => void>();
  return {
    begun,
    work(item) {
      begun.push(item);
      return new Promise((resolve, reject) => {
        ends.set(item, (error) => (error === undefined ? resolve() : reject(error)));
      });
    },
    async end(item, error) {
      ends.get(item)?.(error);
      await settled();
    },
  };
}

describe("work in parallel", () => {
  it("does so many at once, in the order given", async () => {
    const { begun, work, end } = heldWork();
    const all = inParallel([0, 1, 2, 3], 2, new AbortController(), work);
    should(begun).eql([0, 1]);
    await end(1);
    should(begun).eql([0, 1, 2]);
    await end(0);
    await end(2);
    await end(3);
    await all;
    should(begun).eql([0, 1, 2, 3]);
  });

  it("has nothing to do for nothing", async () => {
    await inParallel([], 2, new AbortController(), () => Promise.reject(new Error("called")));
  });

  it("says at once that it failed, lets go of the rest, and ends with what is under way", async () => {
    const { work, end } = heldWork();
    const stopping = new AbortController();
    const letGo: number[] = [];
    const failed = new Error("the first");
    const all = inParallel([0, 1, 2, 3], 2, stopping, (item) => {
      if (!stopping.signal.aborted) return work(item);
      letGo.push(item);
      return Promise.resolve();
    });
    let ended = false;
    const ending = should(all)
      .be.rejectedWith(failed)
      .then(() => void (ended = true));
    await end(1, failed);
    should(stopping.signal.aborted).be.true();
    should(letGo).eql([2, 3]);
    should(ended).be.false();
    await end(0, new Error("the second"));
    await ending;
    should(ended).be.true();
  });
});
