import should from "should";
import { appFrom } from "../../../../src/emulator/service/app";

describe("the emulator's app", () => {
  it("is the same at every start", () => should(appFrom()).eql(appFrom({})));

  it("keeps its key and its two names in step, whichever is given", () => {
    should(appFrom({ appKey: "acme#silo" })).match({ orgName: "acme", appName: "silo", appKey: "acme#silo" });
    should(appFrom({ orgName: "acme" })).match({ orgName: "acme", appName: "greenhouse", appKey: "acme#greenhouse" });
    should(appFrom({ appName: "silo" })).match({ orgName: "farmco", appName: "silo", appKey: "farmco#silo" });
    should(appFrom({ appKey: "acme#silo", appName: "barn" })).match({ appKey: "acme#barn" });
  });

  it("takes a key without a second name for one of the usual app", () => {
    should(appFrom({ appKey: "acme" })).match({ orgName: "acme", appName: "greenhouse", appKey: "acme#greenhouse" });
  });

  it("keeps what else is given", () => {
    should(appFrom({ clientSecret: "s" })).eql({ ...appFrom(), clientSecret: "s" });
  });
});
