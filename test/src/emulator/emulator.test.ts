import { Agent, request } from "node:http";
import { connect } from "node:net";
import should from "should";
import { createEmulator } from "../../../src/emulator/emulator";
import { silent } from "../../../src/emulator/faults";
import { startMs, useEmulator } from "./use-emulator";

const message = { to: ["alice.k"], type: "txt", body: { msg: "hello" } };

describe("an emulator", () => {
  const { emulator, post, ask, get, upload } = useEmulator();

  it("records what it was asked", async () => {
    await post("messages/users?x=1&y=%20", message, { headers: { "X-Trace": "abc" } });
    await post("token", "{");
    should(emulator.requests()).have.length(2);
    const [sent] = emulator.requests("send");
    should(sent).containEql({
      operation: "send",
      method: "POST",
      path: "/farmco/greenhouse/messages/users",
      query: { x: "1", y: " " },
      body: JSON.stringify(message),
      bodyBytes: JSON.stringify(message).length,
      json: message,
      status: 200,
      at: startMs,
    });
    should(sent?.headers).containEql({ "x-trace": "abc", authorization: `Bearer ${emulator.app.readyToken}` });
    const [asked] = emulator.requests("token");
    should(asked).containEql({ operation: "token", json: undefined, status: 400 });
  });

  it("forgets everything on a reset", async () => {
    await post("messages/users", message);
    emulator.clock.advance(5000);
    should(emulator.clock.now()).equal(startMs + 5000);
    emulator.reset();
    should(emulator.requests()).be.empty();
    should(emulator.messages()).be.empty();
    should(emulator.clock.now()).equal(startMs);
  });

  it("forgets files, history, recalls, deletions and imports as well", async () => {
    await upload(Buffer.alloc(10));
    const { json } = await post("messages/users", message);
    const id = (json["data"] as Readonly<Record<string, string>>)["alice.k"];
    await post("messages/msg_recall", { msg_id: id, chat_type: "chat" });
    await post("users/a/user_channel", { channel: "b", type: "chat", delete_roam: true }, { method: "DELETE" });
    const imported = { from: "a", target: "b", type: "txt", body: { msg: "hello" } };
    await post("messages/users/import", { ...imported, msg_timestamp: startMs });
    emulator.history.put("2025100907", ["{}"]);
    should([emulator.files(), emulator.recalled(), emulator.deletedConversations()].map(({ length }) => length)).eql([
      1, 1, 1,
    ]);
    emulator.reset();
    should([...emulator.files(), ...emulator.recalled(), ...emulator.deletedConversations()]).be.empty();
    should((await get("chatmessages/2025100907")).status).equal(404);
    should((await post("messages/users/import", { ...imported, msg_timestamp: 2000 })).status).equal(200);
  });

  it("keeps no body of an upload, but says how long it was", async () => {
    await upload(Buffer.alloc(100_000));
    const [request] = emulator.requests("upload");
    should(request?.body).equal("");
    should(request?.bodyBytes).be.above(100_000);
  });

  it("tells listeners of each message, once a recipient", async () => {
    const heard: string[] = [];
    const stop = emulator.onMessage(({ to }) => heard.push(to));
    await post("messages/users", { ...message, to: ["a", "b"] });
    stop();
    await post("messages/users", message);
    should(heard).eql(["a", "b"]);
  });

  it("dates messages by its own clock", async () => {
    emulator.clock.advance(1234);
    const { json } = await post("messages/users", message);
    should(json["timestamp"]).equal(startMs + 1234);
    should(emulator.messages()[0]?.timestamp).equal(startMs + 1234);
  });

  it("serves many requests over one connection", async () => {
    const agent = new Agent({ keepAlive: true, maxSockets: 1 });
    const ports = new Set<number | undefined>();
    for (let count = 0; count < 5; count += 1) {
      await new Promise((resolve) => {
        const options = { method: "POST", agent, headers: { authorization: `Bearer ${emulator.app.readyToken}` } };
        request(`${emulator.url}/farmco/greenhouse/messages`, options, (response) => {
          ports.add(response.socket.localPort);
          response.resume().on("end", resolve);
        }).end("{");
      });
    }
    agent.destroy();
    should(ports.size).equal(1);
    should(emulator.requests()).have.length(5);
  });

  it("stays up whatever it is sent", async () => {
    const nonsense = [
      "GET\r\n\r\n",
      "POST // HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n\r\n",
      "POST ?? HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\n\r\n{}",
      "GET /samples/..%2f..%2fpackage.json HTTP/1.1\r\nHost: x\r\n\r\n",
      "GET http://[::1 HTTP/1.1\r\nHost: x\r\n\r\n",
      "CONNECT 127.0.0.1:80 HTTP/1.1\r\nHost: x\r\n\r\n",
      "GET / HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n",
      "POST /farmco/greenhouse/messages HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
      `GET / HTTP/1.1\r\nX: ${"x".repeat(100_000)}\r\n\r\n`,
    ];
    await Promise.all(nonsense.map((text) => sendRaw(emulator.url, text)));
    await sendRaw(
      emulator.url,
      "POST /farmco/greenhouse/messages HTTP/1.1\r\nHost: x\r\nContent-Length: 99\r\n\r\n{",
      true,
    );
    should((await post("messages/users", message)).status).equal(200);
    should((await ask("/__proto__/constructor/token", "{}")).status).equal(404);
  });
});

describe("the life of an emulator", () => {
  it("has no address before it starts", () => {
    should(() => createEmulator().url).throw("The emulator is not started.");
    should(() => createEmulator().history.url).throw("The emulator is not started.");
  });

  it("begins and ends as often as wanted, and twice is once", async () => {
    const emulator = createEmulator();
    await emulator.stop();
    for (let round = 0; round < 2; round += 1) {
      await Promise.all([emulator.start(), emulator.start()]);
      should(emulator.url).match(/^http:\/\/127\.0\.0\.1:\d+$/);
      should((await fetch(emulator.url)).status).equal(404);
      await Promise.all([emulator.stop(), emulator.stop()]);
    }
  });

  it("ends at once, however many wait for an answer", async () => {
    const emulator = createEmulator();
    await emulator.start();
    emulator.faults.next("send", silent(), Infinity);
    const sends = Array.from({ length: 3 }, () =>
      fetch(`${emulator.url}/farmco/greenhouse/messages/users`, {
        method: "POST",
        headers: { authorization: `Bearer ${emulator.app.readyToken}` },
        body: JSON.stringify(message),
      }),
    );
    const waiting = sends.map((reply) => should(reply).be.rejected());
    const events = await fetch(`${emulator.url}/events`);
    while (emulator.messages().length < 3) await new Promise(setImmediate);
    await emulator.stop();
    await Promise.all(waiting);
    await should(events.text()).be.rejected();
  });

  it("does not begin where the port is taken, and can be tried again", async () => {
    const first = createEmulator();
    await first.start();
    const second = createEmulator({ port: Number(new URL(first.url).port) });
    await should(second.start()).be.rejectedWith({ code: "EADDRINUSE" });
    const third = createEmulator({ historyPort: Number(new URL(first.history.url).port) });
    await should(third.start()).be.rejectedWith({ code: "EADDRINUSE" });
    await first.stop();
    for (const emulator of [second, third]) {
      await emulator.start();
      await emulator.stop();
    }
  });

  it("can play another app", () => {
    should(createEmulator({ app: { orgName: "acme" } }).app.appKey).equal("acme#greenhouse");
    const { orgName, appName } = createEmulator({ app: { appKey: "acme#doors" } }).app;
    should([orgName, appName]).eql(["acme", "doors"]);
    should(createEmulator({ app: { clientSecret: "other" } }).app).containEql({
      clientSecret: "other",
      appKey: "farmco#greenhouse",
    });
  });
});

/** Writes bytes to the port and waits for the connection's end, or ends it at once. */
function sendRaw(url: string, text: string, hangUp = false): Promise<void> {
  return new Promise((resolve) => {
    const socket = connect(Number(new URL(url).port), "127.0.0.1", () => {
      socket.write(text, () => (hangUp ? socket.destroy() : socket.end()));
    });
    socket.resume();
    socket.on("error", () => undefined);
    socket.on("close", () => resolve());
  });
}
