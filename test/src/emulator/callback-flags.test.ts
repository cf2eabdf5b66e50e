import should from "should";
import { callbackRulesFrom, callbackText } from "../../../src/emulator/callback-flags";

const url = "http://127.0.0.1:1880/chat";

describe("the flags for callbacks", () => {
  it("are not needed", () => {
    should(callbackRulesFrom({})).be.empty();
    should(callbackText([])).equal("");
  });

  it("make rules, all with one secret", () => {
    should(callbackRulesFrom({ callback: [url, `${url}2`], "pre-send": `${url}3`, "callback-secret": "s" })).eql([
      { when: "post-send", url, secret: "s" },
      { when: "post-send", url: `${url}2`, secret: "s" },
      { when: "pre-send", url: `${url}3`, secret: "s" },
    ]);
  });

  it("complain of addresses that are none, of too many, and of a secret for nobody", () => {
    should(() => callbackRulesFrom({ callback: ["1880/chat"] })).throw(/http:\/\//);
    should(() => callbackRulesFrom({ callback: [url, url, url, url, url] })).throw(/at most 4/);
    should(() => callbackRulesFrom({ "callback-secret": "s" })).throw(/needs --callback/);
  });

  it("have words for where callbacks go, and for the secret that they come with", () => {
    const text = callbackText(callbackRulesFrom({ callback: [url], "pre-send": `${url}-first` }));
    should(text).match(/^ {2}After sending {4}http:\/\/127\.0\.0\.1:1880\/chat$/m);
    should(text).match(/^ {2}Before sending {3}http:\/\/127\.0\.0\.1:1880\/chat-first$/m);
    should(text).match(/^ {2}Secret {11}farmco-greenhouse-callbacks$/m);
  });

  it("do not repeat a secret that somebody has chosen", () => {
    const text = callbackText(callbackRulesFrom({ callback: [url], "callback-secret": "mine alone" }));
    should(text).not.containEql("mine alone");
  });
});
