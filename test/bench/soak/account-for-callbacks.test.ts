import should from "should";
import { accountForCallbacks } from "../../../bench/soak/account-for-callbacks";
import { soakRecordOf } from "./soak-record-of";

const heard = { what: "heard", node: "receive", number: 5 };

describe("the account of the callbacks", () => {
  it("knows what was heard, and what nobody answered", () => {
    const callbacks = [
      { number: 5, answeredAt: 900, twice: false },
      { number: 6, twice: true },
    ];
    should(accountForCallbacks(soakRecordOf([heard], { callbacks }))).eql({
      fates: { "callback: heard": 1, "callback: not answered": 1 },
      problems: [],
    });
  });

  it("names what was answered and not heard, but where a kill or a deploy came in between", () => {
    const callbacks = [{ number: 5, answeredAt: 5_000, twice: false }];
    should(accountForCallbacks(soakRecordOf([], { callbacks })).problems).eql([
      "callback 5 was answered 200 and not heard",
    ]);
    should(
      accountForCallbacks(soakRecordOf([], { callbacks, breaks: [{ from: 5_100, to: 5_200 }] })).problems,
    ).be.empty();
  });

  it("names what was heard twice, but where the node that heard it first was gone", () => {
    const callbacks = [{ number: 5, answeredAt: 900, twice: true }];
    const record = soakRecordOf([heard, heard], { callbacks });
    should(accountForCallbacks(record).problems).eql(["callback 5 was heard 2 times"]);
    should(accountForCallbacks({ ...record, breaks: [{ from: 1_100, to: 1_200 }] }).problems).be.empty();
  });
});
