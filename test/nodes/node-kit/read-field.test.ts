import type { Node, NodeAPI } from "node-red";
import should from "should";
import { fieldReader } from "../../../nodes/node-kit/read-field";
import { isChatError } from "../../../src/client/chat-error";
import type { ChatError } from "../../../src/client/chat-error";
import { sendFlow, useNodeFlow } from "../../support/node-flow";
import type { Properties } from "../../support/node-flow";
import { wholeLists } from "../../support/whole-lists";

describe("a typed field", () => {
  const flow = useNodeFlow();
  let RED: NodeAPI;

  beforeEach(() =>
    flow.load(sendFlow(undefined), [
      (api) => {
        RED = api;
        api.nodes.registerType("agora-chat-send-message", function construct(this: Node, saved) {
          api.nodes.createNode(this, saved);
        });
      },
    ]),
  );

  const read = (
    value: unknown,
    type: unknown,
    msg: Properties = {},
    signal = new AbortController().signal,
  ): Promise<unknown> =>
    fieldReader(RED, flow.node("send"), { field: value, fieldType: type }, signal)({ _msgid: "1", ...msg })("field");

  async function failure(value: unknown, type: unknown, msg: Properties = {}): Promise<ChatError> {
    const error: unknown = await read(value, type, msg).catch((thrown: unknown) => thrown);
    if (!isChatError(error)) throw new Error(`no ChatError: ${String(error)}`);
    return error;
  }

  for (const type of ["str", "msg", "flow", "global", "env", "num", "bool", "json", "jsonata"]) {
    it(`has no value when it is empty, of type ${type}`, async () => {
      for (const empty of ["", undefined, null]) should(await read(empty, type)).be.undefined();
    });
  }

  it("is text where no type was saved", async () => {
    should(await read("payload", undefined, { payload: 1 })).equal("payload");
  });

  it("is what a flow written by hand holds", async () => {
    should(await read(["ann", "bob"], "str")).eql(["ann", "bob"]);
    should(await read(7, "msg")).equal(7);
  });

  it("keeps text as it is", async () => {
    should(await read(" Soil: ${bed} ", "str")).equal(" Soil: ${bed} ");
  });

  it("reads values of the message without changing their type", async () => {
    const buffer = Buffer.from("x");
    should(await read("payload.a[0]", "msg", { payload: { a: [buffer] } })).equal(buffer);
    should(await read("payload", "msg", { payload: 0 })).equal(0);
    should(await read("payload", "msg", { payload: false })).equal(false);
  });

  it("has no value where the path leads nowhere", async () => {
    should(await read("a.b.c", "msg")).be.undefined();
    should(await read("a.b.c", "msg", { a: null })).be.undefined();
    should(await read("a.b.c", "flow")).be.undefined();
    should(await read("a.b.c", "global")).be.undefined();
    should(await read("a.b.c", "jsonata")).be.undefined();
  });

  it("reads a path that depends on the message", async () => {
    should(await read("beds[msg.bed]", "msg", { beds: { north: "wet" }, bed: "north" })).equal("wet");
  });

  it("reads an expression that speaks of msg", async () => {
    should(await read("msg.payload + 1", "jsonata", { payload: 1 })).equal(2);
  });

  it("does not wait for a promise that somebody forgot to wait for", async () => {
    for (const payload of [new Promise(() => undefined), { then: () => undefined }]) {
      const { code, details } = await failure("payload", "msg", { payload });
      should(code).equal("CHAT_INVALID_INPUT");
      should(details.issues).match(wholeLists([{ path: "field", params: { reason: "Promise" } }]));
    }
  });

  it("says that a path is none", async () => {
    const { code, details } = await failure("a..b", "msg");
    should(code).equal("CHAT_INVALID_INPUT");
    should(details.issues?.[0]).containEql({ path: "field", problem: "expression-failed" });
    should(details.issues?.[0]?.params?.["reason"]).match(/position 2/);
  });

  it("says that JSON is none", async () => {
    const { details } = await failure('{"a": a private word}', "json");
    should(details.issues).eql([{ path: "field", problem: "not-json" }]);
  });

  it("names an environment variable that is not set", async () => {
    for (const [value, type] of [
      ["AGORA_CHAT_NOT_SET", "env"],
      ["${AGORA_CHAT_NOT_SET}", "str"],
    ]) {
      const { code, details } = await failure(value, type);
      should(code).equal("CHAT_NOT_CONFIGURED");
      should(details.issues?.[0]).eql({ path: "field", problem: "env-unset", params: { name: "AGORA_CHAT_NOT_SET" } });
    }
  });

  it("says why an expression fails", async () => {
    const syntax = await failure("1 +", "jsonata");
    should(syntax.details.issues?.[0]?.params?.["reason"]).match(/expression/);
    const own = await failure('$error("bed 3 has no sensor")', "jsonata");
    should(own.details.issues?.[0]?.params?.["reason"]).equal("bed 3 has no sensor");
    const argument = await failure("$uppercase(payload)", "jsonata", { payload: { secret: 1 } });
    should(argument.details.issues?.[0]?.params?.["reason"]).match(/uppercase/);
  });

  it("never quotes the message when an expression fails", async () => {
    const word = 'a "private"\nword';
    const wholes = [
      "$number(payload)",
      "$toMillis(payload)",
      "$eval(payload)",
      "payload + 1",
      "payload()",
      "$fromMillis(payload)",
    ];
    for (const expression of wholes) {
      const { message, details } = await failure(expression, "jsonata", { payload: word });
      should(details.issues?.[0]?.problem).equal("expression-failed");
      should(message + JSON.stringify(details)).not.match(/private/);
    }
  });

  it("never quotes a message that throws", async () => {
    const msg = {
      get payload(): never {
        throw Object.assign(new Error("a private word"), { code: undefined });
      },
    };
    const reader = fieldReader(
      RED,
      flow.node("send"),
      { field: "payload", fieldType: "msg" },
      new AbortController().signal,
    );
    const error: unknown = await reader(msg as never)("field").catch((thrown: unknown) => thrown);
    should(isChatError(error, "CHAT_INVALID_INPUT")).be.true();
    should(JSON.stringify((error as ChatError).details)).not.match(/private/);
  });

  it("fails at once for a context that does not answer when the node closes", async () => {
    const closing = new AbortController();
    const node = flow.node("send");
    Object.assign(node, { context: () => ({ flow: { get: () => undefined } }) });
    const reading = read("slow", "flow", {}, closing.signal);
    closing.abort();
    const error: unknown = await reading.catch((thrown: unknown) => thrown);
    should(isChatError(error, "CHAT_STOPPED")).be.true();
  });

  it("reports what a context says when it fails", async () => {
    const node = flow.node("send");
    const get = (_key: string, _store: string, callback: (error: Error) => void): void =>
      callback(new Error("store is away"));
    Object.assign(node, { context: () => ({ flow: { get } }) });
    should((await failure("bed", "flow")).details.issues?.[0]?.problem).equal("expression-failed");
  });
});
