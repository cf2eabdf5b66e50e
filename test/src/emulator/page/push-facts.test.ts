import should from "should";
import { pushFacts } from "../../../../src/emulator/page/push-facts";

describe("the page's reading of push settings", () => {
  it("finds them where the service wants them", () => {
    const ext = { em_ignore_notification: true, em_apns_ext: { em_push_title: "Frost", em_push_content: "Close" } };
    should(pushFacts(ext)).eql({ silent: true, forced: false, title: "Frost", content: "Close" });
    should(pushFacts({ em_force_notification: true, em_push_ext: { title: "Frost" } })).eql({
      silent: false,
      forced: true,
      title: "Frost",
      content: "",
    });
  });

  it("finds none where something else stands", () => {
    const none = { silent: false, forced: false, title: "", content: "" };
    should(pushFacts({ em_ignore_notification: "true", em_apns_ext: "Frost", em_push_title: "Frost" })).eql(none);
  });
});
