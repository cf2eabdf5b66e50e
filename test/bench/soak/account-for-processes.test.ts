import should from "should";
import { accountForProcesses } from "../../../bench/soak/account-for-processes";
import { soakRecordOf } from "./soak-record-of";
import type { PrintedEvent } from "./soak-record-of";

const printed = (what: string, number: number, more: object = {}): PrintedEvent => ({
  what,
  node: "texts",
  number,
  ...more,
});
const given = (number: number): PrintedEvent => printed("given", number);
const out = (number: number): PrintedEvent => printed("out", number, { recovered: false, isPart: false, payload: [] });
const done = (number: number): PrintedEvent => printed("done", number);

describe("the account of the processes", () => {
  it("names what is done twice, never, or comes out twice, and every exception", () => {
    const events = [given(1), done(1), done(1), given(2), given(3), out(3), out(3), done(3)];
    const uncaught = { what: "uncaught", message: "boom" };
    should(accountForProcesses(soakRecordOf([...events, uncaught])).problems).eql([
      ...["uncaught: boom", "1 texts 1 was done 2 times", "1 texts 2 was never done", "1 texts 3 ended 2 times"],
    ]);
  });
});
