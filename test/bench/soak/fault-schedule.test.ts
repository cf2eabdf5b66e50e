import should from "should";
import { scheduleFaults } from "../../../bench/soak/fault-schedule";

describe("the faults of a soak", () => {
  it("are the same for the same seed, and others for another", () => {
    should(scheduleFaults(7, 300)).eql(scheduleFaults(7, 300));
    should(scheduleFaults(8, 300)).not.eql(scheduleFaults(7, 300));
  });

  it("come in the order of time, and all within it", () => {
    const { service, process, redis } = scheduleFaults(7, 300);
    for (const list of [service, process, redis]) {
      const times = list.map(({ atMs }) => atMs);
      should(times).eql([...times].sort((one, other) => one - other));
      should(times.every((atMs) => atMs >= 0 && atMs < 300_000)).be.true();
    }
  });

  it("are all there in twenty minutes, and in seconds at least a kill, a deploy and a kill of Redis", () => {
    const { service, process, redis } = scheduleFaults(7, 1_200);
    should(new Set(service.map(({ name }) => name)).size).equal(19);
    should(redis.map(({ downMs }) => downMs).some((downMs) => downMs > 5_000)).be.true();
    should(new Set(process.map((fault) => (fault.name === "deploy" ? fault.type : fault.name))).size).equal(5);
    for (let seed = 0; seed < 200; seed += 1) {
      const names = scheduleFaults(seed, 15).process.map(({ name }) => name);
      should(names).containEql("kill");
      should(names).containEql("deploy");
      should(scheduleFaults(seed, 15).redis).have.length(1);
    }
  });

  it("kill early only, so that one process lives long", () => {
    const kills = scheduleFaults(7, 1_200).process.filter(({ name }) => name === "kill");
    should(kills).have.length(15);
    should(kills.every(({ atMs }) => atMs <= 480_000)).be.true();
  });
});
