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

  const clocks = [
    ["agora", "a61.chat.agora.io", 0],
    [undefined, "a1.easemob.com", 0],
    ["easemob", "a1.easemob.com", 8],
    ["easemob", "https://chat.example:8443/rest", 8],
    ["easemob", "a1-sgp.easecdn.com", 0],
    ["easemob", "a41.chat.agora.io", 0],
  ] as const;

  for (const [platform, host, hours] of clocks) {
    it(`names hours of history ${hours} h ahead of UTC for ${platform ?? "no platform"} at ${host}`, () => {
      const app = { platform, host, appKey: "farmco#greenhouse", auth: "token" };
      should(readAppSettings(app, { token: "x" }).historyOffsetHours).equal(hours);
    });
  }

  const outboxes = [
    [undefined, { kind: "memory" }],
    ["memory", { kind: "memory" }],
    ["disk", { kind: "disk" }],
    ["redis", { kind: "redis", url: "rediss://ann:word@redis.example:6380/2" }],
  ] as const;

  for (const [outbox, choice] of outboxes) {
    it(`reads the outbox ${outbox ?? "of a flow that names none"}`, () => {
      const app = { host: "a61.chat.agora.io", appKey: "farmco#greenhouse", auth: "token", outbox };
      const credentials = { token: "x", redisUrl: " rediss://ann:word@redis.example:6380/2\n" };
      should(readAppSettings(app, credentials).outbox).eql(choice);
    });
  }

  it("lets calls leave in bursts where nobody says otherwise", () => {
    const app = { host: "a61.chat.agora.io", appKey: "farmco#greenhouse", auth: "token" };
    const paces = [undefined, false, true, "true"].map((evenPace) =>
      readAppSettings({ ...app, evenPace }, { token: "x" }),
    );
    should(paces.map(({ evenPace }) => evenPace)).eql([false, false, true, true]);
  });
});
