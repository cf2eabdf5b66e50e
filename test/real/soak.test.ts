import { randomInt } from "node:crypto";
import should from "should";
import { soak } from "../../bench/soak/soak";

/** Of load and faults, a kill and a deploy among them. */
const seconds = 20;

describe("a real Node-RED under mixed load while everything goes wrong", function () {
  this.timeout(420_000);
  const seed = randomInt(1_000_000);
  const ending = new AbortController();

  after(() => ending.abort(new Error("the test is over")));

  it(`accounts for every message, and leaves nothing behind (npm run soak -- --seconds ${seconds} --seed ${seed})`, async () => {
    const { problems, text } = await soak({ seconds, seed, signal: ending.signal });
    should(text).match(/delivered once \| \d{3}/);
    should(problems).be.empty();
  });
});
