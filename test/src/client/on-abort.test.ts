import { getEventListeners } from "node:events";
import should from "should";
import { onAbort } from "../../../src/client/on-abort";

describe("what is run on an abort", () => {
  it("is run once, and at once where it has been", () => {
    const controller = new AbortController();
    const ran: string[] = [];
    onAbort(controller.signal, () => ran.push("before"));
    should(ran).be.empty();
    controller.abort();
    onAbort(controller.signal, () => ran.push("after"))();
    should(ran).eql(["before", "after"]);
  });

  it("can be taken back, also by another of them", () => {
    const controller = new AbortController();
    const ran: string[] = [];
    const same = (): unknown => ran.push("same");
    const forget = onAbort(controller.signal, same);
    onAbort(controller.signal, same);
    forget();
    onAbort(controller.signal, () => forgetLast());
    const forgetLast = onAbort(controller.signal, () => ran.push("last"));
    controller.abort();
    should(ran).eql(["same"]);
  });

  it("shares one listener, however many there are", () => {
    const { signal } = new AbortController();
    for (let count = 0; count < 1_000; count += 1) onAbort(signal, () => undefined);
    should(getEventListeners(signal, "abort")).have.length(1);
  });
});
