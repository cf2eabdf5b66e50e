import { Readable } from "node:stream";
import { gunzipSync, gzipSync } from "node:zlib";
import { ChatTokenBuilder } from "agora-token";
import should from "should";
import { startMs, useEmulator } from "../use-emulator";

// The clock stands in 2025100908, at 08:53:20 UTC.
const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

describe("GET chatmessages/{time}", () => {
  const { emulator, get, post } = useEmulator();
  const text = { to: ["alice.k"], type: "txt", body: { msg: "soil too dry" } };
  const urls = (json: Readonly<Record<string, unknown>>): readonly string[] =>
    (json["data"] as readonly { readonly url: string }[]).map(({ url }) => url);
  const fetched = async (url: string) => Buffer.from(await (await fetch(url)).arrayBuffer());
  const linesOf = (gz: Buffer): readonly unknown[] =>
    gunzipSync(gz)
      .toString()
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line) as unknown);

  it("answers with a link in the envelope of the vendor's example: no path, no entities", async () => {
    await post("messages/users", text);
    emulator.clock.advance(hourMs);
    const { status, json } = await get("chatmessages/2025100908");
    should(status).equal(200);
    should(json).eql({
      action: "get",
      application: emulator.app.applicationId,
      uri: `${emulator.url}/farmco/greenhouse/chatmessages/2025100908`,
      data: json["data"],
      timestamp: startMs + hourMs,
      duration: 0,
      organization: "farmco",
      applicationName: "greenhouse",
    });
    const [url = ""] = urls(json);
    should(url).startWith(`${emulator.history.url}/history/`);
    should(new URL(url).origin).not.equal(emulator.url);
    should(Number(new URL(url).searchParams.get("Expires"))).equal((startMs + hourMs) / 1000 + 1800);
    should(linesOf(await fetched(url))).eql([
      {
        msg_id: emulator.messages()[0]?.id,
        timestamp: startMs,
        direction: "outgoing",
        from: "admin",
        to: "alice.k",
        chat_type: "chat",
        payload: { bodies: [{ msg: "soil too dry", type: "txt" }], ext: {}, from: "admin", to: "alice.k" },
      },
    ]);
  });

  it("puts each message, sent or imported, into the hour of its time, its first millisecond included", async () => {
    const hourStart = Date.UTC(2025, 9, 9, 7);
    for (const time of [hourStart - 1, hourStart, hourStart + hourMs - 1, hourStart + hourMs]) {
      const imported = { from: "a", target: "b", type: "txt", body: { msg: String(time) }, msg_timestamp: time };
      should((await post("messages/users/import", imported)).status).equal(200);
    }
    await post("messages/users", text);
    emulator.clock.advance(hourMs);
    const counts = await Promise.all(
      ["2025100906", "2025100907", "2025100908"].map(async (hour) => {
        const [url = ""] = urls((await get(`chatmessages/${hour}`)).json);
        return linesOf(await fetched(url)).length;
      }),
    );
    should(counts).eql([1, 2, 2]);
  });

  it("refuses what names no hour", async () => {
    for (const time of [
      "2025100925",
      "2025100924",
      "2025023100",
      "2025130100",
      "20251009",
      "2025-10-09",
      "202510090",
      "x",
    ]) {
      const { status, json } = await get(`chatmessages/${time}`);
      should([time, status]).eql([time, 400]);
      should(json).containEql({
        error: "illegal_argument",
        error_description: "This chatmessage request is not supported",
      });
    }
  });

  it("refuses an hour that is not over yet, or that is no longer kept", async () => {
    const unavailable = async (hour: string) => {
      const { status, json } = await get(`chatmessages/${hour}`);
      should([hour, status]).eql([hour, 400]);
      should(json).containEql({
        error: "illegal_argument",
        exception: "java.lang.IllegalArgumentException",
        error_description: `illegal arguments: appkey: farmco#greenhouse, time: ${hour}, maybe chat message history is expired or unstored`,
      });
    };
    await unavailable("2025100908");
    await unavailable("2025100909");
    await unavailable("2026010100");
    await unavailable("2025100207");
    should((await get("chatmessages/2025100208")).status).equal(404);
    emulator.clock.advance(Date.UTC(2025, 9, 9, 9) - startMs - 1);
    await unavailable("2025100908");
    emulator.clock.advance(1);
    should((await get("chatmessages/2025100908")).status).equal(404);
    should((await get("chatmessages/2025100208")).status).equal(404);
    emulator.clock.advance(1);
    await unavailable("2025100208");
  });

  it("is 404 for an hour without messages", async () => {
    const { status, json } = await get("chatmessages/2025100803");
    should(status).equal(404);
    should(json).containEql({
      error: "storage_object_not_found",
      error_description:
        "Failed to find chat message history download url for appkey: farmco#greenhouse, time: 2025100803",
    });
  });

  it("needs the app's token: a user's is refused without a description", async () => {
    should((await get("chatmessages/2025100907", { token: null })).json).containEql({
      error: "unauthorized",
      error_description: "Unable to authenticate due to expired access token",
    });
    emulator.clock.advance(Date.now() - emulator.clock.now() + 1000);
    const { appId, appCertificate } = emulator.app;
    const token = ChatTokenBuilder.buildUserToken(appId, appCertificate, "alice.k", 3600);
    const { status, json } = await get("chatmessages/2025100907", { token });
    should(status).equal(401);
    should(Object.keys(json)).eql(["error", "exception", "timestamp", "duration"]);
    should(json).containEql({ error: "unauthorized", exception: "org.apache.shiro.authz.UnauthorizedException" });
  });

  it("serves what a test puts there: lines as they are, bytes as they are, and streams, a link each", async () => {
    const record = { msg_id: "1", payload: {} };
    const cut = gzipSync("x".repeat(1000)).subarray(0, 20);
    const streamed = gzipSync("streamed");
    emulator.history.put("2025100907", [record, record, "{broken"], cut, () => Readable.from([streamed]));
    const links = urls((await get("chatmessages/2025100907")).json);
    should(links).have.length(3);
    const [lines = "", bytes = "", stream = ""] = links;
    should(gunzipSync(await fetched(lines)).toString()).equal('{"msg_id":"1","payload":{}}\n'.repeat(2) + "{broken\n");
    should(await fetched(bytes)).eql(cut);
    for (let time = 0; time < 2; time += 1) should(await fetched(stream)).eql(streamed);
  });

  it("serves what was put instead of the hour's messages, until nothing is put", async () => {
    await post("messages/users", text);
    emulator.history.put("2025100908", []);
    emulator.clock.advance(hourMs);
    const [url = ""] = urls((await get("chatmessages/2025100908")).json);
    should(gunzipSync(await fetched(url)).toString()).equal("");
    emulator.history.put("2025100908");
    should((await get("chatmessages/2025100908")).status).equal(404);
  });

  it("keeps the records of messages that were taken back and of conversations that were deleted", async () => {
    await post("messages/users", text);
    const [message] = emulator.messages();
    await post("messages/msg_recall", { msg_id: message?.id, chat_type: "chat" });
    emulator.clock.advance(hourMs);
    should((await get("chatmessages/2025100908")).status).equal(200);
  });
});

describe("GET chatmessages/{time} where hours are China's, and kept for a day", () => {
  const { emulator, get, post } = useEmulator({ historyOffsetHours: 8, historyDays: 1 });

  it("names the hours by the clocks there", async () => {
    await post("messages/users", { to: ["a"], type: "txt", body: { msg: "hello" } });
    emulator.clock.advance(hourMs);
    should((await get("chatmessages/2025100916")).status).equal(200);
    should((await get("chatmessages/2025100908")).status).equal(404);
    should((await get("chatmessages/2025100917")).status).equal(400);
    emulator.clock.advance(dayMs);
    should((await get("chatmessages/2025100916")).status).equal(400);
  });
});

describe("history and the service's limits", () => {
  const { emulator, get } = useEmulator({ limits: "strict" });

  it("are ten hours a minute", async () => {
    for (let call = 0; call < 10; call += 1) should((await get("chatmessages/2025100907")).status).equal(404);
    const { status, json } = await get("chatmessages/2025100907");
    should(status).equal(429);
    should(json).containEql({ error: "reach_limit", error_description: "This request has reached api limit" });
    emulator.clock.advance(60_000);
    should((await get("chatmessages/2025100907")).status).equal(404);
  });
});
