import should from "should";
import { systemClock } from "../../../src/client/clock";

describe("the system's clock", () => {
  it("counts on when somebody sets the machine's clock", () => {
    const real = Date.now;
    should(Math.abs(systemClock.now() - real())).be.below(10_000);
    const before = systemClock.now();
    Date.now = () => real() - 86_400_000;
    try {
      should(systemClock.now()).be.within(before, before + 1_000);
    } finally {
      Date.now = real;
    }
  });

  it("runs once, and not when it was cancelled", async () => {
    const ran: string[] = [];
    systemClock.after(0, () => ran.push("never"))();
    systemClock.after(1, () => ran.push("never"))();
    await new Promise<void>((resolve) => systemClock.after(-1, resolve));
    const cancel = systemClock.after(1, () => ran.push("once"));
    await new Promise((resolve) => setTimeout(resolve, 10));
    cancel();
    should(ran).eql(["once"]);
  });

  it("does not take a wait that is too long for a timer for none", async () => {
    let ran = false;
    const cancel = systemClock.after(Infinity, () => (ran = true));
    await new Promise((resolve) => setTimeout(resolve, 5));
    cancel();
    should(ran).be.false();
  });
});
