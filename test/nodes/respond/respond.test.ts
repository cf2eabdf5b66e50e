import should from "should";
import { turns, until } from "../../support/node-flow";
import type { FlowNode, Message, Outcome, Properties } from "../../support/node-flow";
import { callbackOf, receiveFlow, respondNode, signed, useReceive } from "../receive/use-receive";

const changed = { bodies: [{ type: "txt", msg: "***" }], ext: { zone: "north" }, from: "ann", to: "bob" };

/** What the respond node says, and what the service is answered. */
interface Case {
  readonly name: string;
  readonly node?: Properties;
  readonly msg?: Properties;
  readonly answer: Properties;
}

const cases: readonly Case[] = [
  { name: "lets the message through", answer: { valid: true } },
  { name: "refuses", node: { allow: "false" }, answer: { valid: false } },
  {
    name: "refuses by a word",
    node: { allow: "verdict", allowType: "msg" },
    msg: { verdict: " False " },
    answer: { valid: false },
  },
  {
    name: "allows by a word",
    node: { allow: "verdict", allowType: "msg" },
    msg: { verdict: "true" },
    answer: { valid: true },
  },
  { name: "refuses with a code", node: { allow: "false", code: "no-ads" }, answer: { valid: false, code: "no-ads" } },
  {
    name: "refuses with a code that is a number",
    node: { allow: "false", code: "code", codeType: "msg" },
    msg: { code: 7 },
    answer: { valid: false, code: "7" },
  },
  { name: "says no code of what it lets through", node: { code: "no-ads" }, answer: { valid: true } },
  { name: "changes the text and keeps the rest", node: { body: "***" }, answer: { valid: true, payload: changed } },
  {
    name: "takes a body",
    node: { body: '{"type":"txt","msg":"***"}', bodyType: "json" },
    answer: { valid: true, payload: changed },
  },
  {
    name: "takes a record",
    node: { body: "record", bodyType: "msg" },
    msg: { record: { msg_id: "1", payload: { bodies: [{ type: "txt", msg: "***" }] } } },
    answer: { valid: true, payload: { bodies: [{ type: "txt", msg: "***" }] } },
  },
  {
    name: "takes a payload",
    node: { body: "whole", bodyType: "msg" },
    msg: { whole: { bodies: [{ type: "txt", msg: "***" }], ext: {} } },
    answer: { valid: true, payload: { bodies: [{ type: "txt", msg: "***" }], ext: {} } },
  },
  { name: "changes nothing of what it refuses", node: { allow: "false", body: "***" }, answer: { valid: false } },
  {
    name: "does not look at the change of what it refuses",
    node: { allow: "false", code: "no-ads", body: "{", bodyType: "json" },
    answer: { valid: false, code: "no-ads" },
  },
  {
    name: "does not work out a change of what it refuses",
    node: { allow: "false", body: '$error("no")', bodyType: "jsonata" },
    answer: { valid: false },
  },
  {
    name: "does not look at the code of what it lets through",
    node: { code: "AGORA_CHAT_NOT_SET", codeType: "env" },
    answer: { valid: true },
  },
  {
    name: "lets through where a flow written by hand says nothing",
    node: { allow: undefined },
    answer: { valid: true },
  },
];

/** What cannot be said. */
interface BadCase {
  readonly name: string;
  readonly node?: Properties;
  readonly msg?: Properties;
  readonly code: string;
  readonly path: "allow" | "code" | "body";
}

const badCases: readonly BadCase[] = [
  { name: "maybe", node: { allow: "maybe", allowType: "str" }, code: "CHAT_INVALID_INPUT", path: "allow" },
  { name: "nothing", node: { allow: "gone", allowType: "msg" }, code: "CHAT_INVALID_INPUT", path: "allow" },
  { name: "1", node: { allow: "one", allowType: "msg" }, msg: { one: 1 }, code: "CHAT_INVALID_INPUT", path: "allow" },
  {
    name: "a code that is an object",
    node: { allow: "false", code: "{}", codeType: "json" },
    code: "CHAT_INVALID_INPUT",
    path: "code",
  },
  {
    name: "a code that is JSON and none",
    node: { allow: "false", code: "{", codeType: "json" },
    code: "CHAT_INVALID_INPUT",
    path: "code",
  },
  {
    name: "a code that fails to be worked out",
    node: { allow: "false", code: '$error("no")', codeType: "jsonata" },
    code: "CHAT_INVALID_INPUT",
    path: "code",
  },
  {
    name: "a code that is a variable which is not set",
    node: { allow: "false", code: "AGORA_CHAT_NOT_SET", codeType: "env" },
    code: "CHAT_NOT_CONFIGURED",
    path: "code",
  },
  {
    name: "a change that fails to be worked out",
    node: { body: '$error("no")', bodyType: "jsonata" },
    code: "CHAT_INVALID_INPUT",
    path: "body",
  },
  {
    name: "a change that is a variable which is not set",
    node: { body: "AGORA_CHAT_NOT_SET", bodyType: "env" },
    code: "CHAT_NOT_CONFIGURED",
    path: "body",
  },
  {
    name: "yes or no that fails to be worked out",
    node: { allow: '$error("no")', allowType: "jsonata" },
    code: "CHAT_INVALID_INPUT",
    path: "allow",
  },
  { name: "a body of no kind", node: { body: "{}", bodyType: "json" }, code: "CHAT_INVALID_INPUT", path: "body" },
  { name: "a body that is a list", node: { body: "[]", bodyType: "json" }, code: "CHAT_INVALID_INPUT", path: "body" },
  { name: "JSON that is none", node: { body: "{", bodyType: "json" }, code: "CHAT_INVALID_INPUT", path: "body" },
  {
    name: "a message of more than 1 KB",
    node: { body: "text", bodyType: "msg" },
    msg: { text: "x".repeat(1_024) },
    code: "CHAT_TOO_LARGE",
    path: "body",
  },
  {
    name: "a code of more than 1,000 characters",
    node: { allow: "false", code: "text", codeType: "msg" },
    msg: { text: "x".repeat(1_000) },
    code: "CHAT_TOO_LARGE",
    path: "code",
  },
  {
    name: "a variable that is not set",
    node: { allow: "AGORA_CHAT_NOT_SET", allowType: "env" },
    code: "CHAT_NOT_CONFIGURED",
    path: "allow",
  },
];

describe("the respond node", () => {
  const { flow, load, post, postAll, heard } = useReceive();

  const decider = (changes: Properties = {}, respond: Properties = {}): readonly FlowNode[] =>
    receiveFlow({ mode: "decide", decideWithin: 5_000, ...changes }, [
      respondNode(respond),
      { id: "complete", type: "complete", scope: ["respond"], z: "tab", x: 1, y: 1, wires: [["completed"]] },
      { id: "completed", type: "helper", z: "tab", x: 1, y: 1 },
    ]);

  /** Posts a callback, and lets the respond node say something of what comes out. */
  async function asked(msg: Properties = {}): Promise<{ outcome: Outcome; status: number; text: string }> {
    const answer = post(signed());
    await until(() => heard().length === 1);
    const outcome = await flow.send({ ...heard()[0], ...msg }, "respond");
    const { status, text } = await answer;
    return { outcome, status, text };
  }

  for (const { name, node, msg, answer } of cases) {
    it(name, async () => {
      await load(decider({ fallback: "refuse" }, node));
      const { outcome, status, text } = await asked(msg);
      should({ status, answer: JSON.parse(text) as unknown }).eql({ status: 200, answer });
      should(outcome.done).eql([undefined]);
      should(outcome.completed).have.length(1);
    });
  }

  for (const { name, node, msg, code, path } of badCases) {
    // Only what is refused has a code.
    const isRefused = path === "code";
    for (const fallback of ["allow", "refuse"] as const) {
      const answer = isRefused ? "no without a code" : "the fallback";
      it(`cannot say ${name}: the flow hears of it, and the service gets ${answer} (${fallback}) at once`, async () => {
        await load(decider({ fallback, decideWithin: 60_000 }, node));
        const { outcome, text } = await asked(msg);
        should(JSON.parse(text)).eql({ valid: !isRefused && fallback === "allow" });
        should(outcome.done).have.length(1);
        should(outcome.caught).have.length(1);
        const { chatError } = outcome.caught[0] as { chatError?: Properties };
        should(chatError).containEql({ code, operation: "respond" });
        should((chatError?.["issues"] as readonly Properties[]).map((issue) => issue["path"])).eql([path]);
      });
    }
  }

  it("keeps the rest of the message as the service sent it, whatever the flow did to its copy", async () => {
    await load(decider({}, { body: "***" }));
    const answer = post(signed());
    await until(() => heard().length === 1);
    const msg = heard()[0] as Message & { payload: { payload: Properties }; callback: { payload: Properties } };
    Object.assign(msg.payload.payload, { ext: "changed" });
    Object.assign(msg.callback.payload, { ext: "changed" });
    await flow.send(msg, "respond");
    should(JSON.parse((await answer).text)).eql({ valid: true, payload: changed });
  });

  for (const mark of [undefined, 7, "", "receive", "/"]) {
    it(`says what to do with a message that comes from no receive node (${String(mark)})`, async () => {
      await load(decider());
      const { done, caught } = await flow.send({ payload: "hello", _agoraChatCallback: mark }, "respond");
      should(done).have.length(1);
      const { chatError } = caught[0] as { chatError?: Properties };
      should(chatError).containEql({ code: "CHAT_INVALID_INPUT" });
      should(JSON.stringify(chatError)).containEql("problem.callback-missing");
    });
  }

  for (const [name, message] of Object.entries({
    "a number": 5,
    frozen: Object.freeze({ payload: "hello" }),
    "one that throws": Object.defineProperty({}, "_agoraChatCallback", {
      get: () => {
        throw new TypeError("a private word");
      },
    }),
  })) {
    it(`is done exactly once with a message that is ${name}`, async () => {
      await load(decider());
      const { done } = await flow.send(message, "respond");
      should(done).have.length(1);
      should(String(done[0])).not.containEql("a private word");
    });
  }

  it("drops verdicts of callbacks that nobody knows, with one warning and no error", async () => {
    await load(decider());
    for (const mark of ["receive/gone", "gone/1", "out/1", "respond/1"]) {
      const { done, caught, completed } = await flow.send({ _agoraChatCallback: mark }, "respond");
      should(done).eql([undefined]);
      should(caught).be.empty();
      should(completed).have.length(1);
    }
    should(flow.warnings().filter((text) => text.endsWith("warning.verdict-late"))).have.length(1);
  });

  it("takes the first of two verdicts", async () => {
    await load(decider());
    const { text } = await asked();
    should(JSON.parse(text)).eql({ valid: true });
    const { done } = await flow.send({ ...heard()[0] }, "respond");
    should(done).eql([undefined]);
    should(flow.warnings().filter((warning) => warning.endsWith("warning.verdict-late"))).have.length(1);
  });

  describe("and the receive node that waits for it", () => {
    for (const [fallback, valid] of [
      ["allow", true],
      ["refuse", false],
    ] as const) {
      it(`answers the fallback (${fallback}) when the time is over, and a verdict that comes then is too late`, async () => {
        await load(decider({ fallback, decideWithin: 30 }, { allow: valid ? "false" : "true" }));
        should(JSON.parse((await post(signed())).text)).eql({ valid });
        should(flow.warnings().filter((text) => text.endsWith("warning.callback-undecided"))).have.length(1);
        const { done } = await flow.send({ ...heard()[0] }, "respond");
        should(done).eql([undefined]);
        should(flow.warnings().filter((text) => text.endsWith("warning.verdict-late"))).have.length(1);
      });
    }

    it("answers the fallback to all that wait when it is deployed anew", async () => {
      await load(decider({ fallback: "refuse", decideWithin: 60_000 }));
      const answers = Array.from({ length: 20 }, () => post(signed()));
      await until(() => heard().length === 20);
      await flow.deploy(decider({ fallback: "allow" }), "nodes");
      for (const { text } of await Promise.all(answers)) should(JSON.parse(text)).eql({ valid: false });
    });

    it("lets through at once what its filters leave out", async () => {
      await load(decider({ fallback: "refuse", senders: "cid" }));
      should(JSON.parse((await post(signed())).text)).eql({ valid: true });
      should(heard()).be.empty();
    });

    it("counts in its status what was decided", async () => {
      await load(decider());
      await asked();
      await until(() => String(flow.statuses("receive").at(-1)?.text).endsWith("status.decided"));
    });

    it("takes a thousand verdicts, each for its own", async () => {
      await load(decider({}, { allow: "callback.even", allowType: "msg" }));
      flow.node("out").on("input", (msg) => flow.node("respond").receive(msg));
      const evens = Array.from({ length: 1_000 }, (_, index) => index % 2 === 0);
      const answers = await postAll(evens.map((even) => signed(callbackOf({ even }))));
      should(answers.map(({ text }) => (JSON.parse(text) as Properties)["valid"])).eql(evens);
    });

    it("forgets a callback whose service has gone, so that the verdict is too late", async () => {
      await load(decider({ decideWithin: 60_000 }));
      const gone = new AbortController();
      const asking = post(signed(), { signal: gone.signal }).catch(() => undefined);
      await until(() => heard().length === 1);
      gone.abort();
      await asking;
      await turns(20);
      await until(() => {
        const { pendingVerdicts } = flow.node("receive") as unknown as {
          pendingVerdicts: { find(id: string): unknown };
        };
        const mark = String(heard()[0]?.["_agoraChatCallback"]);
        return pendingVerdicts.find(mark.slice(mark.indexOf("/") + 1)) === undefined;
      });
      const { done } = await flow.send({ ...heard()[0] }, "respond");
      should(done).eql([undefined]);
      should(flow.warnings().filter((text) => text.endsWith("warning.verdict-late"))).have.length(1);
    });
  });
});
