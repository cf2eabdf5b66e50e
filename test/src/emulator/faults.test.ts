import { get } from "node:http";
import { performance } from "node:perf_hooks";
import { Readable } from "node:stream";
import should from "should";
import * as faults from "../../../src/emulator/faults";
import { startMs, useEmulator, type Reply } from "./use-emulator";

/** What came of an answer before its connection ended. */
async function received(response: Response): Promise<{ readonly bytes: number; readonly whole: boolean }> {
  let bytes = 0;
  try {
    for await (const chunk of response.body ?? []) bytes += (chunk as Uint8Array).length;
    return { bytes, whole: true };
  } catch {
    return { bytes, whole: false };
  }
}

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

describe("the faults of downloads", () => {
  const { emulator, upload, get, post } = useEmulator();
  const bytes = 300_000;
  const download = () =>
    fetch(`${emulator.url}/farmco/greenhouse/chatfiles/${emulator.files()[0]?.uuid}`, {
      headers: { authorization: `Bearer ${emulator.app.readyToken}` },
    });
  const historyLink = async (): Promise<string> => {
    const { json } = await get("chatmessages/2025100907");
    return (json["data"] as readonly { readonly url: string }[])[0]?.url ?? "";
  };

  beforeEach(() => upload(Buffer.alloc(bytes)));

  it("announce everything and cut after so many bytes", async () => {
    for (const kept of [0, 1, 100_000, bytes - 1]) {
      emulator.faults.next("download", faults.cutAfter(kept));
      const response = await download();
      should(response.headers.get("content-length")).equal(String(bytes));
      should(await received(response)).eql({ bytes: kept, whole: false });
    }
    should(await received(await download())).eql({ bytes, whole: true });
  });

  it("cut in the middle when nobody says where", async () => {
    emulator.faults.next("download", faults.truncated());
    should(await received(await download())).eql({ bytes: bytes / 2, whole: false });
  });

  it("cut the store's answers too, those read as they go included", async () => {
    emulator.history.put("2025100907", () => Readable.from([Buffer.alloc(50_000), Buffer.alloc(50_000)]));
    const link = await historyLink();
    for (const [fault, kept] of [
      [faults.cutAfter(60_000), 60_000],
      [faults.truncated(), 65_536],
    ] as const) {
      emulator.faults.next("history-file", fault);
      should(await received(await fetch(link))).eql({ bytes: kept, whole: false });
    }
    should(await received(await fetch(link))).eql({ bytes: 100_000, whole: true });
  });

  it("fall silent after so many bytes, until the emulator is reset", async () => {
    emulator.faults.next("download", faults.silentAfter(1000));
    const response = await download();
    const reader = response.body?.getReader();
    should((await reader?.read())?.value?.length).equal(1000);
    const next = should(reader?.read()).be.rejected();
    while (emulator.requests("download")[0]?.status !== 200) await new Promise(setImmediate);
    await new Promise((resolve) => setTimeout(resolve, 20));
    emulator.reset();
    await next;
  });

  it("come in drops", async () => {
    emulator.faults.next("download", faults.trickle(100_000, 20));
    const begun = performance.now();
    should(await received(await download())).eql({ bytes, whole: true });
    should(performance.now() - begun).be.aboveOrEqual(35);
  });

  it("stop dripping when the caller hangs up", async () => {
    emulator.faults.next("download", faults.trickle(1, 3_600_000));
    const response = await download();
    await response.body?.cancel();
    should((await download()).status).equal(200);
  });

  it("give a page of HTML instead of a file", async () => {
    emulator.faults.next("download", faults.notJson());
    const response = await download();
    should([response.status, response.headers.get("content-type")]).eql([200, "text/html"]);
    should(await response.text()).startWith("<html>");
  });

  it("refuse a good token", async () => {
    emulator.faults.next("download", faults.unauthorized());
    const response = await download();
    should(response.status).equal(401);
    should(await response.json()).containEql({ error: "unauthorized" });
    should((await download()).status).equal(200);
  });

  it("end a link before its time", async () => {
    emulator.history.put("2025100907", []);
    const link = await historyLink();
    emulator.faults.next("history-file", faults.expiredLink());
    const response = await fetch(link);
    should(response.status).equal(403);
    should(await response.text()).containEql("Request has expired.");
    should((await fetch(link)).status).equal(200);
  });

  it("add headers, such as a store that says that its gzip is an encoding", async () => {
    emulator.history.put("2025100907", ["hello"]);
    emulator.faults.next("history-file", faults.withHeaders({ "content-encoding": "gzip" }));
    should(await (await fetch(await historyLink())).text()).equal("hello\n");
  });

  it("wait for a call that is accepted", async () => {
    emulator.faults.next("recall", faults.dropAfter());
    should((await post("messages/msg_recall", {})).status).equal(400);
    await should(post("messages/msg_recall", { msg_id: "1", chat_type: "chat" })).be.rejected();
    for (const operation of ["upload", "import", "delete-conversation", "history"] as const) {
      emulator.faults.next(operation, faults.unavailable());
    }
    should((await upload(Buffer.alloc(1))).status).equal(503);
    should((await post("messages/users/import", {})).status).equal(503);
    should((await post("users/a/user_channel", {}, { method: "DELETE" })).status).equal(503);
    should((await get("chatmessages/x")).status).equal(503);
  });
});
