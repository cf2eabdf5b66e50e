import { get } from "node:http";
import { performance } from "node:perf_hooks";
import should from "should";
import * as faults from "../../../src/emulator/faults";
import { startMs, useEmulator, type Reply } from "./use-emulator";

describe("the faults", () => {
  const { emulator, post } = useEmulator();
  const send = (): Promise<Reply> => post("messages/users", { to: ["alice.k"], type: "txt", body: { msg: "hello" } });
  const accepted = (): number => emulator.messages().length;
  const statuses = (): readonly (number | null)[] => emulator.requests().map(({ status }) => status);

  const refusals: readonly (readonly [string, faults.Fault, number, object])[] = [
    [
      "reachLimit",
      faults.reachLimit(),
      429,
      { error: "reach_limit", error_description: "This request has reached api limit" },
    ],
    [
      "quotaExceeded",
      faults.quotaExceeded(),
      429,
      {
        error: "resource_limited",
        error_description: "You have exceeded the limit of the free edition. Please upgrade to higher edition.",
      },
    ],
    [
      "messageLimit",
      faults.messageLimit(),
      403,
      { error: "message_send_error", error_description: "message send reach limit" },
    ],
    ["unavailable", faults.unavailable(), 503, { error: "service_unavailable", timestamp: startMs }],
    ["unavailable(502)", faults.unavailable(502), 502, { error: "service_unavailable" }],
  ];
  for (const [name, fault, status, body] of refusals) {
    it(`refuse with ${status} and accept nothing: ${name}`, async () => {
      emulator.faults.next("send", fault);
      const reply = await send();
      should(reply.status).equal(status);
      should(reply.json).containEql(body);
      should(accepted()).equal(0);
      should((await send()).status).equal(200);
      should(statuses()).eql([status, 200]);
    });
  }

  it("answer like a gateway, in HTML", async () => {
    for (const [fault, status] of [
      [faults.unavailable(504, { html: true }), 504],
      [faults.plain413(), 413],
    ] as const) {
      emulator.faults.next("send", fault);
      const reply = await send();
      should(reply.status).equal(status);
      should(reply.headers.get("content-type")).equal("text/html");
      should(reply.text).startWith("<html>").and.containEql(String(status));
    }
    should(accepted()).equal(0);
  });

  it("answer with a status alone", async () => {
    emulator.faults.next("send", faults.emptyStatus(500));
    const { status, text } = await send();
    should([status, text]).eql([500, ""]);
    should(accepted()).equal(0);
  });

  it("send the caller elsewhere", async () => {
    emulator.faults.next("send", faults.redirect("http://127.0.0.1:1/other"));
    const { status, headers } = await send();
    should([status, headers.get("location")]).eql([302, "http://127.0.0.1:1/other"]);
    should(accepted()).equal(0);
  });

  it("cut the connection before anything is accepted", async () => {
    emulator.faults.next("send", faults.dropBefore());
    await should(send()).be.rejected();
    should(accepted()).equal(0);
    should(statuses()).eql([null]);
  });

  it("cut the connection after the message is accepted", async () => {
    emulator.faults.next("send", faults.dropAfter());
    await should(send()).be.rejected();
    should(accepted()).equal(1);
    should(statuses()).eql([null]);
  });

  it("cut the answer in the middle", async () => {
    emulator.faults.next("send", faults.truncated());
    await should(send()).be.rejected();
    should(accepted()).equal(1);
    should(statuses()).eql([200]);
  });

  it("answer with a page instead of JSON, though the message is accepted", async () => {
    emulator.faults.next("send", faults.notJson());
    const { status, text } = await send();
    should(status).equal(200);
    should(text).startWith("<html>");
    should(accepted()).equal(1);
  });

  it("answer at any length", async () => {
    for (const bytes of [10, 100_000, 1_000_000]) {
      emulator.faults.next("send", faults.hugeAnswer(bytes));
      const { status, headers, text } = await send();
      should(status).equal(200);
      should(headers.has("content-length")).be.false();
      should(text).have.length(bytes);
    }
    should(accepted()).equal(3);
  });

  it("stop writing a huge answer when the caller hangs up", async () => {
    emulator.faults.next("send", faults.hugeAnswer(1e12));
    const response = await fetch(`${emulator.url}/farmco/greenhouse/messages/users`, {
      method: "POST",
      headers: { authorization: `Bearer ${emulator.app.readyToken}` },
      body: JSON.stringify({ to: ["a"], type: "txt", body: { msg: "hello" } }),
    });
    await response.body?.cancel();
    should((await send()).status).equal(200);
  });

  it("answer late", async () => {
    emulator.faults.next("send", faults.slow(60));
    const begun = performance.now();
    should((await send()).status).equal(200);
    should(performance.now() - begun).be.aboveOrEqual(55);
    should(accepted()).equal(1);
  });

  it("never answer, until the emulator is reset", async () => {
    emulator.faults.next("send", faults.silent());
    emulator.faults.next("send", faults.slow(3_600_000));
    const waiting = [send(), send()].map((reply) => should(reply).be.rejected());
    while (accepted() < 2) await new Promise(setImmediate);
    should(statuses()).eql([null, null]);
    emulator.reset();
    await Promise.all(waiting);
  });

  it("meet the operation they are meant for, in the order in which they were planned", async () => {
    emulator.faults.next("token", faults.emptyStatus(500));
    emulator.faults.next("send", faults.emptyStatus(501), 2);
    emulator.faults.next("any", faults.emptyStatus(502));
    should((await send()).status).equal(501);
    should((await post("token", {})).status).equal(500);
    should((await send()).status).equal(501);
    should((await post("token", {})).status).equal(502);
    should((await send()).status).equal(200);
  });

  it("that let the message through wait for a message that is let through", async () => {
    emulator.faults.next("send", faults.notJson());
    should((await post("messages/users", {})).status).equal(400);
    should((await send()).text).startWith("<html>");
  });

  it("can be called off", async () => {
    emulator.faults.next("any", faults.emptyStatus(500), Infinity);
    should((await send()).status).equal(500);
    should((await send()).status).equal(500);
    emulator.faults.clear();
    should((await send()).status).equal(200);
    emulator.faults.next("any", faults.emptyStatus(500));
    emulator.reset();
    should((await send()).status).equal(200);
  });

  it("leave the page alone", async () => {
    emulator.faults.next("any", faults.emptyStatus(500));
    const status = await new Promise((resolve) => get(emulator.url, ({ statusCode }) => resolve(statusCode)));
    should(status).equal(404);
  });
});
