import should from "should";
import { readyToken } from "../../../../src/client/sign-in/ready-token";
import { context } from "../use-client";

describe("signing in with a ready token", () => {
  it("takes it without the spaces around it, for as long as it lasts", async () => {
    const source = readyToken(" made-elsewhere\n");
    should(await source.fetch(context)).eql({ value: "made-elsewhere", expiresAt: null });
    should(source.renewable).be.false();
  });
});
