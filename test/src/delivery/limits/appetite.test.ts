import should from "should";
import { createAppetite } from "../../../../src/delivery/limits/appetite";

const soonMs = 100;

describe("the appetite for room", () => {
  for (const [limit, first] of [
    [1, 1],
    [39, 1],
    [60, 3],
    [200, 10],
    [100_000, 10],
  ] as const) {
    it(`begins with ${first} of ${limit}`, () => {
      should(createAppetite(limit, soonMs).size(0)).equal(first);
    });
  }

  it("grows by four while what came is used at once, up to the limit", () => {
    const appetite = createAppetite(100, soonMs);
    const sizes = [0, 99, 198, 297].map((now) => {
      const size = appetite.size(now);
      appetite.fed(now);
      appetite.used(1);
      return size;
    });
    should(sizes).eql([5, 20, 80, 100]);
  });

  it("does not grow where it took longer to be used, or was not used at all", () => {
    const appetite = createAppetite(100, soonMs);
    appetite.fed(0);
    should(appetite.size(50)).equal(5);
    appetite.used(1);
    should(appetite.size(100)).equal(5);
    should(appetite.size(99)).equal(20);
    appetite.fed(150);
    should(appetite.size(160)).equal(20);
  });

  it("shrinks to what was used where something was left, but never to nothing", () => {
    const appetite = createAppetite(1_000, soonMs);
    appetite.fed(0);
    appetite.used(2);
    appetite.used(1);
    appetite.leftOver();
    should(appetite.size(200)).equal(3);
    appetite.fed(200);
    appetite.leftOver();
    should(appetite.size(400)).equal(1);
  });
});
