import should from "should";
import { readAppSettings } from "../../../nodes/config/app-settings";
import { isChatError } from "../../../src/client/chat-error";
import type { Issue } from "../../../src/client/issue";

/** What is wrong with a host. */
function issuesOf(host: string): readonly Issue[] {
  try {
    readAppSettings({ host, appKey: "farmco#greenhouse", auth: "token" }, { token: "x" });
  } catch (error) {
    if (isChatError(error, "CHAT_NOT_CONFIGURED")) return error.details.issues ?? [];
    throw error;
  }
  return [];
}

describe("the reading of an app's settings", () => {
  const shown = {
    "https://ann:pass-word@chat.example": "https://…@chat.example",
    "ann:pass-word@chat.example/x": "…@chat.example/x",
    "https://ann:pass/word@chat.example": "https://…@chat.example",
    "chat.example/?key=pass-word": "chat.example/…",
    "chat.example/#pass-word": "chat.example/…",
    " chat example ": "chat example",
  };

  for (const [host, found] of Object.entries(shown)) {
    it(`shows of the wrong host ${host} what is no secret`, () => {
      should(issuesOf(host)).eql([{ path: "host", problem: "bad-host", params: { found } }]);
    });
  }
});
