import should from "should";
import { createCallCounter } from "../../../../src/emulator/service/call-counts";

describe("the counter of calls", () => {
  let now = 0;
  const counter = createCallCounter(() => now);

  beforeEach(() => {
    now = 1_760_000_000_000;
    counter.clear();
  });

  it("forgets a call a second after it was made, to the millisecond", () => {
    counter.accept();
    now += 1;
    counter.accept();
    now += 998;
    should(counter.read().acceptedInLastSecond).equal(2);
    now += 1;
    should(counter.read().acceptedInLastSecond).equal(1);
    now += 1;
    should(counter.read()).eql({ acceptedInLastSecond: 0, acceptedInLastMinute: 2, accepted: 2, refused: 0 });
    now += 60_000;
    should(counter.read()).eql({ acceptedInLastSecond: 0, acceptedInLastMinute: 0, accepted: 2, refused: 0 });
  });

  it("takes a call back once, however late", () => {
    counter.accept();
    const takeBack = counter.accept();
    takeBack();
    takeBack();
    should(counter.read()).containEql({ acceptedInLastSecond: 1, accepted: 1 });
    const late = counter.accept();
    now += 1000;
    counter.accept();
    late();
    should(counter.read()).containEql({ acceptedInLastSecond: 1, accepted: 2 });
  });

  it("counts refusals by themselves", () => {
    counter.refuse();
    should(counter.read()).eql({ acceptedInLastSecond: 0, acceptedInLastMinute: 0, accepted: 0, refused: 1 });
  });
});
