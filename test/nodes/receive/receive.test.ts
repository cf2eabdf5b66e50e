import helper from "node-red-node-test-helper";
import should from "should";
import { systemClock } from "../../../src/client/clock";
import { until, turns } from "../../support/node-flow";
import type { Properties } from "../../support/node-flow";
import { callbackOf, receiveFlow, signed, useReceive } from "./use-receive";
import type { Unusual } from "./use-receive";

/** A request that is refused. */
interface Case {
  readonly name: string;
  readonly body: () => unknown;
  readonly unusual?: Unusual;
  readonly status: number;
}

const cases: readonly Case[] = [
  { name: "a body that is not JSON", body: () => "{", status: 400 },
  { name: "an empty body", body: () => "", status: 400 },
  { name: "a list", body: () => [signed()], status: 400 },
  { name: "null", body: () => "null", status: 400 },
  { name: "an object that says nothing", body: () => ({}), status: 400 },
  { name: "a callback without callId", body: () => signed(callbackOf({ callId: undefined })), status: 400 },
  { name: "a callback whose callId is a number", body: () => signed(callbackOf({ callId: 7 })), status: 400 },
  {
    name: "a callback whose callId is endless",
    body: () => signed(callbackOf({ callId: "x".repeat(600) })),
    status: 400,
  },
  { name: "a callback without timestamp", body: () => signed(callbackOf({ timestamp: undefined })), status: 400 },
  { name: "a timestamp that is no time", body: () => signed(callbackOf({ timestamp: 1e300 })), status: 400 },
  { name: "no signature", body: () => callbackOf(), status: 401 },
  { name: "the signature of another secret", body: () => signed(callbackOf(), "other"), status: 401 },
  { name: "a signature that is no text", body: () => ({ ...signed(), security: 7 }), status: 401 },
  {
    name: "a longer signature",
    body: () => ({ ...signed(), security: `${String(signed()["security"])}0` }),
    status: 401,
  },
  {
    name: "a timestamp in the future",
    body: () => signed(callbackOf({ timestamp: Date.now() + 301_000 })),
    status: 401,
  },
  { name: "a timestamp in the past", body: () => signed(callbackOf({ timestamp: Date.now() - 301_000 })), status: 401 },
  { name: "GET", body: () => undefined, unusual: { method: "GET" }, status: 405 },
  { name: "PUT", body: () => signed(), unusual: { method: "PUT" }, status: 405 },
  { name: "a body of 2 MB", body: () => signed(callbackOf({ text: "x".repeat(2_097_152) })), status: 413 },
  { name: "a callback nested without end", body: () => nested(50_000), status: 400 },
  { name: "another path", body: () => signed(), unusual: { path: "/chats" }, status: 404 },
];

function nested(depth: number): string {
  const mark = '"deep"';
  const { payload: _payload, ...rest } = signed();
  const text = JSON.stringify({ ...rest, payload: { deep: "deep" } });
  return text.replace(mark + "}", `${"[".repeat(depth)}${"]".repeat(depth)}}`);
}

describe("the receive node", () => {
  const { flow, load, post, postAll, heard, errors } = useReceive();

  const last = (): Properties => ({ ...flow.statuses("receive").at(-1) });

  describe("that is to notify", () => {
    it("answers 200 and gives the flow the record, the fields and where an answer goes", async () => {
      await load(receiveFlow());
      const callback = signed();
      const { status, text, headers } = await post(callback);
      should({ status, text }).eql({ status: 200, text: '{"valid":true}' });
      should(headers.get("content-length")).equal("14");
      await until(() => heard().length === 1);
      const { _msgid, ...message } = heard()[0] ?? {};
      const { security: _security, ...fields } = callback;
      should(typeof _msgid).equal("string");
      should(message).eql({
        payload: {
          msg_id: callback["msg_id"],
          timestamp: callback["timestamp"],
          direction: "outgoing",
          from: "ann",
          to: "bob",
          chat_type: "chat",
          payload: callback["payload"],
        },
        callback: fields,
        reply: { chatType: "users", to: ["ann"] },
      });
    });

    it("lets the flow change one view of it without changing the other", async () => {
      await load(receiveFlow());
      await post(signed());
      await until(() => heard().length === 1);
      const { payload, callback } = heard()[0] as unknown as { payload: Properties; callback: Properties };
      should(payload["payload"]).eql(callback["payload"]);
      should(payload["payload"]).not.equal(callback["payload"]);
    });

    it("answers before a flow that takes its time begins", async () => {
      await load(receiveFlow());
      let began = 0;
      flow.node("out").on("input", () => {
        began = performance.now();
        while (performance.now() - began < 300);
      });
      const startedAt = performance.now();
      await Promise.all([post(signed()), until(() => began > 0)]);
      should(began - startedAt).be.below(250);
      await until(() => heard().length === 1);
    });

    it("gives the flow a thousand, many at once, each once", async () => {
      await load(receiveFlow());
      const answers = await postAll(Array.from({ length: 1_000 }, () => signed()));
      should(answers).have.length(1_000);
      should(answers.every(({ status }) => status === 200)).be.true();
      await until(() => heard().length === 1_000);
      should(new Set(heard().map(({ callback }) => (callback as Properties)["callId"])).size).equal(1_000);
    });

    it("answers a repeat as if it were new, and does not give it to the flow again", async () => {
      await load(receiveFlow());
      const callback = signed();
      const first = await post(callback);
      const again = await post(signed({ ...callback, timestamp: Number(callback["timestamp"]) + 1 }));
      should([again.status, again.text]).eql([first.status, first.text]);
      await turns(5);
      should(heard()).have.length(1);
    });

    it("takes what is told under one call of several who were away for no repeat", async () => {
      await load(receiveFlow());
      const callback = callbackOf({ eventType: "chat_offline" });
      for (const to of ["bob", "cid", "bob"]) await post(signed({ ...callback, to }));
      await until(() => heard().length === 2);
      await turns(5);
      should(heard().map((msg) => (msg["callback"] as Properties)["to"])).eql(["bob", "cid"]);
    });

    it("answers 200 to what its filters leave out, and says nothing of it", async () => {
      await load(
        receiveFlow({ events: ["chat"], chatTypes: ["groupchat"], senders: "Ann; cid", ignoreSenders: "admin" }),
      );
      const group = { chat_type: "groupchat", group_id: "77" };
      const bodies = [
        callbackOf(),
        callbackOf({ ...group, from: "admin" }),
        callbackOf({ ...group, from: "dan" }),
        callbackOf({ ...group, eventType: "chat_offline" }),
        callbackOf({ chat_type: "recall", group_id: "77" }),
        callbackOf({ ...group, from: "CID" }),
      ];
      for (const body of bodies) should((await post(signed(body))).status).equal(200);
      await until(() => heard().length === 1);
      await turns(5);
      should(heard().map(({ reply }) => reply)).eql([{ chatType: "chatgroups", to: ["77"] }]);
    });

    it("counts what it received in its status", async () => {
      await load(receiveFlow());
      should(last()).containEql({ fill: "green", shape: "ring" });
      should(String(last()["text"])).endWith("status.listening");
      await post(signed());
      await until(() => String(last()["text"]).endsWith("status.received"));
    });
  });

  for (const { name, body, unusual, status } of cases) {
    it(`refuses ${name} with ${status}, and goes on`, async () => {
      await load(receiveFlow());
      const refused = await post(body(), unusual);
      should(refused.status).equal(status);
      if (status !== 404) should(refused.text).equal("");
      if (status === 405) should(refused.headers.get("allow")).equal("POST");
      should((await post(signed())).status).equal(200);
      await until(() => heard().length === 1);
      await turns(3);
      should(heard()).have.length(1);
    });
  }

  it("answers a wrong signature and a wrong clock alike, byte for byte", async () => {
    await load(receiveFlow());
    const answers = await Promise.all([
      post(callbackOf()),
      post(signed(callbackOf(), "other")),
      post(signed(callbackOf({ timestamp: 1 }))),
    ]);
    const seen = answers.map(({ status, headers, text }) => {
      const sent = [...headers].filter(([name]) => name !== "date");
      return JSON.stringify({ status, text, sent });
    });
    should(new Set(seen).size).equal(1);
  });

  it("logs one line a minute for one cause, however often it comes, and nothing of what came", async () => {
    await load(receiveFlow());
    for (let time = 0; time < 50; time += 1) await post(callbackOf({ from: "a-private-name" }));
    await post("{");
    const refusals = flow.warnings().filter((text) => text.includes("warning.callback-"));
    should(refusals.map((text) => text.replace(/^.*:/, ""))).eql([
      "warning.callback-refused.signature",
      "warning.callback-refused.not-a-callback",
    ]);
    should(JSON.stringify(helper.log().args)).not.containEql("a-private-name");
    await until(() => String(last()["text"]).includes("status.refused."));
  });

  it("takes old callbacks where the clock window is switched off", async () => {
    await load(receiveFlow({ clockWindow: 0 }));
    should((await post(signed(callbackOf({ timestamp: 1_600_000_000_000 })))).status).equal(200);
    await until(() => heard().length === 1);
  });

  it("believes everybody where there is no secret, and says so in yellow and once in the log", async () => {
    await load(receiveFlow({ credentials: {} }));
    should((await post(callbackOf())).status).equal(200);
    await until(() => heard().length === 1);
    const [first] = flow.statuses("receive");
    should(first).containEql({ fill: "yellow" });
    should(flow.warnings().filter((text) => text.endsWith("warning.callback-unchecked"))).have.length(1);
  });

  it("believes nobody where the secret's environment variable is not set", async () => {
    await load(receiveFlow({ credentials: { secret: "${AGORA_CHAT_NOT_SET}" } }));
    should((await post(signed())).status).equal(503);
    should((await post(callbackOf())).status).equal(503);
    should(last()).containEql({ fill: "red" });
    should(errors()).have.length(1);
    should(heard()).be.empty();
  });

  it("believes nobody where the secret's environment variable is set to nothing", async () => {
    process.env["AGORA_CHAT_TEST_SECRET"] = "";
    try {
      await load(receiveFlow({ credentials: { secret: "${AGORA_CHAT_TEST_SECRET}" } }));
      should((await post(callbackOf())).status).equal(503);
      should(last()).containEql({ fill: "red" });
      should(heard()).be.empty();
    } finally {
      delete process.env["AGORA_CHAT_TEST_SECRET"];
    }
  });

  it("takes the secret from an environment variable", async () => {
    process.env["AGORA_CHAT_TEST_SECRET"] = "from outside";
    try {
      await load(receiveFlow({ credentials: { secret: "${AGORA_CHAT_TEST_SECRET}" } }));
      should((await post(signed(callbackOf(), "from outside"))).status).equal(200);
    } finally {
      delete process.env["AGORA_CHAT_TEST_SECRET"];
    }
  });

  for (const path of ["", " / ", "chat/.."]) {
    it(`says in red that there is no path ("${path}")`, async () => {
      await load(receiveFlow({ path }));
      should(last()).containEql({ fill: "red" });
      should(errors()).have.length(1);
      should((await post(signed(), { path: "/" })).status).equal(404);
    });
  }

  for (const path of ["/bots/echo", "bots/echo/", "/bots/echo/"]) {
    it(`listens at the path however it was typed (${path}), with or without a slash behind or a question`, async () => {
      await load(receiveFlow({ path }));
      for (const asked of ["/bots/echo", "/bots/echo/", "/bots/echo?env=test"]) {
        should((await post(signed(), { path: asked })).status).equal(200);
      }
      should((await post(signed(), { path: "/bots" })).status).equal(404);
    });
  }

  it("does not look at the clock that the palette's waits go by: the machine's may be set right meanwhile", async () => {
    const machine = { ...systemClock };
    systemClock.now = () => machine.now() - 86_400_000;
    try {
      await load(receiveFlow());
      should((await post(signed())).status).equal(200);
    } finally {
      Object.assign(systemClock, machine);
    }
  });
});
