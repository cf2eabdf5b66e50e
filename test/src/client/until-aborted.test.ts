import should from "should";
import { untilAborted } from "../../../src/client/until-aborted";

const stopped = (): Error => new Error("stopped");

describe("the wait for something shared", () => {
  it("ends with what it waits for, and does not hear what comes later", async () => {
    const controller = new AbortController();
    const error = new Error("failed");
    let stops = 0;
    const counted = (): Error => {
      stops += 1;
      return stopped();
    };
    should(await untilAborted(Promise.resolve("shared"), controller.signal, counted)).equal("shared");
    await should(untilAborted(Promise.reject(error), controller.signal, counted)).be.rejectedWith(error);
    controller.abort();
    should(stops).equal(0);
  });

  it("ends when its signal is aborted, also before; what is shared goes on for the others", async () => {
    const controller = new AbortController();
    const shared = new Promise<string>((resolve) => setImmediate(() => resolve("shared")));
    const wait = untilAborted(shared, controller.signal, stopped);
    const other = untilAborted(shared, new AbortController().signal, stopped);
    controller.abort();
    await should(wait).be.rejectedWith("stopped");
    await should(untilAborted(shared, controller.signal, stopped)).be.rejectedWith("stopped");
    should(await other).equal("shared");
  });
});
