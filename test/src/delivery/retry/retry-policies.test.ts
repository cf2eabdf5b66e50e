import should from "should";
import { retryDelayMs, retryPolicies } from "../../../../src/delivery/retry/retry-policies";

describe("the retry policies", () => {
  function delays(policy: keyof typeof retryPolicies, tries: number, chance = 0.5): readonly number[] {
    return Array.from({ length: tries }, (_, index) => retryDelayMs(retryPolicies[policy], index + 1, chance));
  }

  it("give up after about thirty seconds where brisk", () => {
    should(retryPolicies.brisk.patienceMs).equal(30_000);
    const waits = delays("brisk", 5);
    should(waits).eql([1_000, 2_000, 4_000, 8_000, 15_000]);
    should(waits.reduce((sum, wait) => sum + wait, 0)).equal(30_000);
  });

  it("never give up where patient, and wait a minute at the most", () => {
    should(retryPolicies.patient.patienceMs).equal(Infinity);
    should(delays("patient", 9).slice(5)).eql([30_000, 60_000, 60_000, 60_000]);
    should(retryDelayMs(retryPolicies.patient, 100_000, 0.5)).equal(60_000);
  });

  it("do not begin where never", () => {
    should(retryPolicies.never.patienceMs).equal(0);
    should(delays("never", 2)).eql([0, 0]);
  });

  it("move every wait by chance, up to a quarter either way", () => {
    should(delays("brisk", 2, 0)).eql([750, 1_500]);
    should(delays("brisk", 2, 1)).eql([1_250, 2_500]);
  });
});
