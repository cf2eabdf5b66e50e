import should from "should";
import { bytesLeft } from "../../../../src/emulator/page/say";

const left = (text: string): number => bytesLeft({ from: "alice", chatType: "users", to: "greenhouse", text });

describe("the room for a text", () => {
  it("is 5 KB with what is around it, counted in bytes as they are sent", () => {
    const around = '{"from":"alice","chatType":"users","to":"greenhouse","type":"txt","body":{"msg":""}}'.length;
    should(left("")).equal(5_120 - around);
    should(left("frost")).equal(5_120 - around - 5);
    should(left("霜")).equal(5_120 - around - 3);
    should(left("\n")).equal(5_120 - around - 2);
    should(left("x".repeat(5_120))).equal(-around);
  });
});
