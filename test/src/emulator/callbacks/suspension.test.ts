import should from "should";
import { createSuspension } from "../../../../src/emulator/callbacks/suspension";

describe("the suspension of a rule", () => {
  let now = 0;
  const fail = (suspension: ReturnType<typeof createSuspension>, times: number): void => {
    for (let time = 0; time < times; time += 1) suspension.fail();
  };

  beforeEach(() => {
    now = 1_000_000;
  });

  it("begins with the 90th failure and lasts five minutes", () => {
    const suspension = createSuspension(() => now);
    fail(suspension, 89);
    should(suspension.isOn()).be.false();
    fail(suspension, 1);
    should(suspension.isOn()).be.true();
    now += 299_999;
    should(suspension.isOn()).be.true();
    now += 1;
    should(suspension.isOn()).be.false();
  });

  it("counts anew afterwards", () => {
    const suspension = createSuspension(() => now);
    fail(suspension, 90);
    now += 300_000;
    fail(suspension, 89);
    should(suspension.isOn()).be.false();
    fail(suspension, 1);
    should(suspension.isOn()).be.true();
  });

  it("does not come of failures that took longer than 30 seconds", () => {
    const suspension = createSuspension(() => now);
    fail(suspension, 89);
    now += 30_000;
    fail(suspension, 89);
    should(suspension.isOn()).be.false();
  });
});
