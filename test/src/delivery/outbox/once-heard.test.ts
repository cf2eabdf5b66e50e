import should from "should";
import { onceHeard } from "../../../../src/delivery/outbox/once-heard";

describe("the wait until a flow has heard of a message", () => {
  let happened: string[];
  beforeEach(() => (happened = []));

  /** As Node-RED hands a message to the node behind. */
  const send = (): void => void setImmediate(() => happened.push("heard"));
  const forget = (): Promise<void> => onceHeard().then(() => void happened.push("forgotten"));

  it("ends behind the node that hears of it, told before the wait began or behind it in the same turn", async () => {
    send();
    await forget();
    const forgotten = forget();
    send();
    await forgotten;
    should(happened).eql(["heard", "forgotten", "heard", "forgotten"]);
  });

  it("does not wait for what that node sends on a turn later", async () => {
    setImmediate(() => setImmediate(send));
    await forget();
    should(happened).eql(["forgotten"]);
    await new Promise((resolve) => setImmediate(resolve));
    should(happened).eql(["forgotten", "heard"]);
  });
});
