import should from "should";
import { createHeap } from "../../../../src/delivery/limits/heap";
import { seededRandom } from "./use-limits";

describe("the heap", () => {
  it("gives the lowest first, in whatever order they came", () => {
    const random = seededRandom(1);
    const heap = createHeap<number>();
    const expected: number[] = [];
    const popped: number[] = [];
    for (let index = 0; index < 2_000; index += 1) {
      const key = Math.floor(random() * 500);
      heap.push(key, key);
      expected.push(key);
      if (random() < 0.3) {
        expected.sort((one, other) => one - other);
        should(heap.first()?.key).equal(expected[0]);
        popped.push((heap.pop()?.value ?? NaN) - (expected.shift() ?? NaN));
      }
    }
    for (const key of expected.sort((one, other) => one - other)) should(heap.pop()).eql({ key, value: key });
    should(popped).matchEach(0);
    should(heap.pop()).be.undefined();
    should(heap.first()).be.undefined();
  });
});
