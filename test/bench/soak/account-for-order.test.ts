import should from "should";
import { accountForOrder } from "../../../bench/soak/account-for-order";
import { arrival, soakRecordOf } from "./soak-record-of";
import type { PrintedEvent } from "./soak-record-of";

const given = (number: number): PrintedEvent => ({
  ...{ what: "given", node: "texts", number, text: `texts ${number}`, to: ["ann"] },
});

describe("the account of the order", () => {
  it("names what arrived after a later one, and looks at the first time only", () => {
    const arrived = [arrival("texts 2", "ann"), arrival("texts 1", "ann", 1), arrival("texts 2", "ann", 2)];
    const { problems } = accountForOrder(soakRecordOf([given(1), given(2)], { arrived }));
    should(problems).eql(["texts 1 ann arrived after texts 2 ann"]);
  });
});
