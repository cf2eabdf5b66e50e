import should from "should";
import { memorySlope } from "../../../bench/soak/memory-slope";

/** A process that gets 40 messages a second and is looked at each second. */
const samplesOf = (heapBytesAfter: (messages: number) => number, count = 40) =>
  Array.from({ length: count }, (_, index) => ({
    ...{ process: 1, at: index * 1_000, given: index * 40 },
    heapBytes: heapBytesAfter(index * 40),
  }));

describe("how memory grew", () => {
  it("is the slope of what is kept, by message and by time", () => {
    const slope = memorySlope(samplesOf((messages) => 30e6 + messages * 100));
    should(slope?.bytesPerMessage).be.approximately(100, 1e-6);
    should(slope?.megabytesPerHour).be.approximately((100 * 40 * 3_600) / 2 ** 20, 1e-6);
    should(slope?.grownBytes).be.approximately(29 * 4_000, 1e-3);
    should(slope?.seconds).equal(29);
  });

  it("does not count the first quarter, when code is compiled and caches fill", () => {
    const slope = memorySlope(samplesOf((messages) => (messages < 400 ? messages * 10_000 : 4e6)));
    should(slope?.bytesPerMessage).be.approximately(0, 1e-6);
  });

  it("is unknown of a life that is too short to say", () => {
    should(memorySlope(samplesOf(() => 1, 5))).be.undefined();
    should(memorySlope([])).be.undefined();
  });
});
