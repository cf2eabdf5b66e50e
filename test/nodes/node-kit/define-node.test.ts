import { subscribe, unsubscribe } from "node:diagnostics_channel";
import type { Socket } from "node:net";
import type { NodeAPI } from "node-red";
import should from "should";
import { systemClock } from "../../../src/client/clock";
import type { Clock } from "../../../src/client/clock";
import * as faults from "../../../src/emulator/faults";
import registerConfig from "../../../nodes/config/config";
import registerSendMessage from "../../../nodes/send-message/send-message";
import { useEmulator } from "../../src/emulator/use-emulator";
import { useFastClock } from "../../support/fast-clock";
import { appNode, sendFlow, turns, until, useNodeFlow } from "../../support/node-flow";
import type { Outcome, Properties } from "../../support/node-flow";

const explode = (): never => {
  throw new RangeError("a private word");
};

/** A step that goes wrong, and what the error says. */
interface Case {
  readonly name: string;
  readonly node?: Properties;
  readonly msg?: () => unknown;
  readonly fault?: ReturnType<typeof faults.unavailable>;
  readonly code: string;
  readonly path?: string;
  readonly statusCode?: number;
  readonly outcome?: string;
}

const cases: readonly Case[] = [
  {
    name: "a field of the message throws",
    msg: () => Object.defineProperty({ to: "ann" }, "text", { get: explode }),
    code: "CHAT_INVALID_INPUT",
    path: "text",
  },
  {
    name: "an expression fails",
    node: { text: "$error('no')", textType: "jsonata" },
    code: "CHAT_INVALID_INPUT",
    path: "text",
  },
  {
    name: "an expression is none",
    node: { text: "1 +", textType: "jsonata" },
    code: "CHAT_INVALID_INPUT",
    path: "text",
  },
  { name: "JSON is none", node: { ext: "{", extType: "json" }, code: "CHAT_INVALID_INPUT", path: "ext" },
  { name: "a path is none", node: { from: "a..b", fromType: "msg" }, code: "CHAT_INVALID_INPUT", path: "from" },
  {
    name: "an environment variable is not set",
    node: { text: "AGORA_CHAT_NOT_SET", textType: "env" },
    code: "CHAT_NOT_CONFIGURED",
    path: "text",
  },
  { name: "no app is chosen", node: { app: "" }, code: "CHAT_NOT_CONFIGURED", path: "app" },
  { name: "the app was deleted", node: { app: "gone" }, code: "CHAT_NOT_CONFIGURED", path: "app" },
  { name: "something else is chosen as the app", node: { app: "out" }, code: "CHAT_NOT_CONFIGURED", path: "app" },
  { name: "there are no recipients", msg: () => ({ text: "hello" }), code: "CHAT_INVALID_INPUT", path: "to" },
  {
    name: "the message is a number",
    node: { to: "ann", toType: "str" },
    msg: () => 5,
    code: "CHAT_INVALID_INPUT",
    path: "text",
  },
  { name: "the service is away", fault: faults.unavailable(), code: "CHAT_UNAVAILABLE", statusCode: 503 },
  { name: "no answer comes", fault: faults.dropAfter(), code: "CHAT_NO_ANSWER", outcome: "unknown" },
  {
    name: "the answer breaks off",
    fault: faults.truncated(),
    code: "CHAT_BAD_ANSWER",
    outcome: "sent",
    statusCode: 200,
  },
  { name: "the answer is no JSON", fault: faults.notJson(), code: "CHAT_BAD_ANSWER", outcome: "sent", statusCode: 200 },
];

describe("every node with an input", () => {
  const { emulator } = useEmulator({ clock: Date.now });
  const flow = useNodeFlow();

  const load = (changes: Properties = {}): Promise<void> => flow.load(sendFlow(appNode(emulator), changes));

  function wentWell({ done, passedOn, caught, completed }: Outcome): void {
    should(done).eql([undefined]);
    should([passedOn.length, caught.length, completed.length]).eql([1, 0, 1]);
  }

  describe("ends each message exactly once", () => {
    it("when all goes well", async () => {
      await load();
      wentWell(await flow.send({ to: "ann", text: "hello" }));
    });

    for (const { name, node = {}, msg = () => ({ to: "ann", text: "hello" }), fault, code, path, ...rest } of cases) {
      it(`when ${name}`, async () => {
        await load(node);
        if (fault !== undefined) emulator.faults.next("send", fault);
        const given = msg();
        const { done, passedOn, caught, completed } = await flow.send(given);
        should(done).have.length(1);
        should(passedOn).be.empty();
        should(completed).be.empty();
        const [error] = done as readonly (Error & {
          code: string;
          cause: { issues?: { path: string }[]; outcome: string };
        })[];
        should(error?.code).equal(code);
        should(error?.cause).containEql({ code, operation: "send-message", outcome: rest.outcome ?? "not-sent" });
        if (path !== undefined) should(error?.cause.issues?.map((issue) => issue.path)).eql([path]);
        should(JSON.stringify(error)).not.match(/private/);
        if (typeof given !== "object") return;
        should(caught).have.length(1);
        should(caught[0]?.["error"]).containEql({ code, cause: error?.cause });
        should(caught[0]?.["chatError"]).eql(error?.cause);
        should(caught[0]?.["statusCode"]).eql(rest.statusCode);
        if (fault === undefined) should(emulator.requests("send")).be.empty();
      });
    }

    it("when the app was taken away while messages come", async () => {
      await load();
      wentWell(await flow.send({ to: "ann", text: "hello" }));
      await flow.deploy(sendFlow(undefined, { app: "app" }), "nodes");
      const { done, caught } = await flow.send({ to: "ann", text: "hello" });
      should(done).have.length(1);
      should(caught[0]?.["chatError"]).containEql({ code: "CHAT_NOT_CONFIGURED" });
    });

    for (const [name, frozen] of [
      ["frozen", (msg: object) => Object.freeze(msg)],
      ["sealed", (msg: object) => Object.seal(msg)],
    ] as const) {
      it(`when the message is ${name}: a copy goes on`, async () => {
        await load();
        const given = frozen({ to: "ann", text: "hello", _msgid: name });
        const outcome = await flow.send(given);
        wentWell(outcome);
        should(outcome.passedOn[0]).containEql({ to: "ann", text: "hello", _msgid: name });
        should(outcome.passedOn[0]?.payload).be.an.Array();
      });

      it(`when the message is ${name} and cannot be sent: the error says it all`, async () => {
        await load();
        const { done, caught } = await flow.send(frozen({ text: "hello", _msgid: name }));
        should(done).have.length(1);
        should(caught[0]?.["error"]).have.propertyByPath("cause", "code").eql("CHAT_INVALID_INPUT");
      });
    }

    it("when the message does not take its payload: a copy goes on, for it was sent", async () => {
      await load();
      const given = Object.defineProperty({ to: "ann", text: "hello" }, "payload", { get: () => 1, enumerable: true });
      const outcome = await flow.send(given);
      wentWell(outcome);
      should(outcome.passedOn[0]?.payload).be.an.Array();
    });

    it("when the message does not take its error", async () => {
      await load();
      const given = Object.defineProperty({ text: "hello" }, "chatError", { get: () => 1, enumerable: true });
      const { done, caught } = await flow.send(given);
      should(done).have.length(1);
      should(caught).have.length(1);
    });

    it("when the message throws at whatever is asked of it", async () => {
      await load();
      let armed = false;
      const trap = (): undefined => (armed ? explode() : undefined);
      const given = new Proxy(
        { _msgid: "trap", to: "ann", text: "hello" },
        {
          get: (target, name) => (trap(), Reflect.get(target, name) as unknown),
          set: (target, name, value) => (trap(), Reflect.set(target, name, value)),
          isExtensible: (target) => (trap(), Reflect.isExtensible(target)),
          ownKeys: (target) => (trap(), Reflect.ownKeys(target)),
        },
      );
      const sending = flow.send(given);
      armed = true;
      const { done } = await sending;
      should(done).have.length(1);
    });

    it("when what is passed on cannot be copied for a second wire", async () => {
      await load({ wires: [["out", "caught"]] });
      const node = flow.node("send");
      node.send = explode;
      const { done, completed } = await flow.send({ to: "ann", text: "hello" });
      should(done).have.length(1);
      should(done[0]).be.an.Error();
      should(completed).be.empty();
      should(emulator.messages()).have.length(1);
    });

    for (const thrown of [new TypeError("a private word"), "a private word", null, undefined]) {
      it(`when the app throws ${String(thrown)}: nobody claims that nothing was sent`, async () => {
        await load();
        const { chatApp } = flow.node("app") as unknown as { chatApp: { sendMessage: unknown } };
        chatApp.sendMessage = (_message: unknown, context: { report: (progress: unknown) => void }) => {
          context.report({ state: "sending" });
          // eslint-disable-next-line @typescript-eslint/prefer-promise-reject-errors -- the point of the test
          return Promise.reject(thrown);
        };
        const { done, caught } = await flow.send({ to: "ann", text: "hello" });
        should(done).have.length(1);
        should(caught[0]?.["chatError"]).containEql({ outcome: "unknown" });
        should(JSON.stringify(caught)).not.match(/private/);
      });
    }

    it("for two hundred messages, good and bad by turns, and leaves one listener at most on each signal", async () => {
      const { most, restore } = countAbortListeners();
      try {
        await load();
        const outcomes = await Promise.all(
          Array.from({ length: 200 }, (_, index) =>
            flow.send(index % 2 === 0 ? { to: "ann", text: "hello" } : { text: "x" }),
          ),
        );
        for (const { done, passedOn, caught, completed } of outcomes) {
          should(done).have.length(1);
          should(passedOn.length + caught.length).equal(1);
          should(completed.length).equal(passedOn.length);
        }
        should(most()).be.belowOrEqual(1);
      } finally {
        restore();
      }
    });
  });

  describe("when it closes", () => {
    for (const type of ["full", "nodes"] as const) {
      it(`waits for what is on the wire, which goes on from the node that takes its place (${type})`, async () => {
        await load();
        emulator.faults.next("send", faults.slow(30));
        const sending = flow.send({ to: "ann", text: "hello", mark: 1 });
        await until(() => emulator.requests("send").length === 1);
        await flow.deploy(sendFlow(appNode(emulator), { name: "renamed" }), type);
        const emitted: unknown[] = [];
        flow.node("out").on("input", (msg) => emitted.push(msg));
        const { done, passedOn, caught } = await sending;
        should(done).eql([undefined]);
        should(caught).be.empty();
        await until(() => passedOn.length + emitted.length > 0);
        should([...passedOn, ...emitted][0]).containEql({ mark: 1, text: "hello", recovered: true });
        should(emulator.messages()).have.length(1);
        should(flow.warnings().filter((text) => text.includes("warning.stopped"))).be.empty();
      });
    }

    describe("and no answer comes", () => {
      useFastClock();

      it("ends what is on the wire after its grace, and says what is known and how many it stopped", async () => {
        await load();
        emulator.faults.next("send", faults.silent());
        const sending = flow.send({ to: "ann", text: "hello" });
        await until(() => emulator.requests("send").length === 1);
        const startedAt = systemClock.now();
        await flow.node("send").close(false);
        const { done, passedOn, caught } = await sending;
        should(systemClock.now() - startedAt).be.within(1_500, 15_000 - 1);
        should(passedOn).be.empty();
        should(done).have.length(1);
        should(caught[0]?.["chatError"]).containEql({ code: "CHAT_STOPPED", outcome: "unknown", uncertain: ["ann"] });
        should(flow.warnings().filter((text) => text.includes("warning.stopped"))).have.length(1);
      });

      it("has ended every message before it says that it is closed", async () => {
        await load();
        emulator.faults.next("send", faults.silent(), 3);
        const sending = ["ann", "bob", "cid"].map((to) => flow.send({ to, text: `hello ${to}` }));
        await until(() => emulator.requests("send").length === 3);
        let done = 0;
        const inner = flow.node("send") as unknown as { _complete: (msg: unknown, error: unknown) => void };
        const complete = inner._complete.bind(inner);
        inner._complete = (msg, error) => {
          done += 1;
          complete(msg, error);
        };
        await flow.node("send").close(false);
        should(done).equal(3);
        await Promise.all(sending);
      });
    });

    it("ends what waits for its turn: not sent", async () => {
      await flow.load(sendFlow(appNode(emulator, { callsPerSecond: "1" })));
      const sending = [1, 2, 3].map(() => flow.send({ to: "ann", text: "hello" }));
      await until(() => emulator.messages().length === 1);
      await turns(5);
      await flow.node("send").close(false);
      const outcomes = await Promise.all(sending);
      should(outcomes.map(({ done }) => done.length)).eql([1, 1, 1]);
      for (const { caught } of outcomes.slice(1)) {
        should(caught[0]?.["chatError"]).containEql({ code: "CHAT_STOPPED", outcome: "not-sent", unsent: ["ann"] });
      }
      should(emulator.messages()).have.length(1);
    });

    it("ends what waits for another try", async () => {
      await flow.load(sendFlow(appNode(emulator, { retry: "patient" })));
      emulator.faults.next("send", faults.unavailable(), 9);
      const sending = flow.send({ to: "ann", text: "hello" });
      await until(() => flow.warnings().some((text) => text.includes("warning.retrying")));
      await flow.node("send").close(false);
      const { done, caught } = await sending;
      should(done).have.length(1);
      should(caught[0]?.["chatError"]).containEql({ code: "CHAT_STOPPED", outcome: "not-sent" });
    });

    it("ends what waits for the sign-in", async () => {
      await load();
      emulator.faults.next("token", faults.silent());
      const sending = flow.send({ to: "ann", text: "hello" });
      await until(() => emulator.requests("token").length === 1);
      await flow.node("send").close(false);
      const { done, caught } = await sending;
      should(done).have.length(1);
      should(caught[0]?.["chatError"]).containEql({ code: "CHAT_STOPPED", outcome: "not-sent" });
    });

    it("ends what waits for a field", async () => {
      await load({ text: "greeting", textType: "flow" });
      const node = flow.node("send");
      const silent = { get: () => undefined };
      Object.assign(node, { context: () => ({ flow: silent, global: silent }) });
      const sending = flow.send({ to: "ann" });
      await turns(3);
      const closing = node.close(false);
      const { done, caught } = await sending;
      await closing;
      should(done).have.length(1);
      should(caught[0]?.["chatError"]).containEql({ code: "CHAT_STOPPED", outcome: "not-sent" });
    });

    it("leaves no timer and no connection behind", async () => {
      const timers = countTimers();
      const sockets: Socket[] = [];
      const keep = (message: unknown): unknown => sockets.push((message as { readonly socket: Socket }).socket);
      subscribe("net.client.socket", keep);
      try {
        await flow.load(sendFlow(appNode(emulator, { retry: "patient", callsPerSecond: 4 })));
        // Two connections that are kept; one more than is needed below.
        for (const outcome of await Promise.all(["ben", "cid"].map((to) => flow.send({ to, text: `hello ${to}` })))) {
          wentWell(outcome);
        }
        emulator.faults.next("send", faults.unavailable());
        emulator.faults.next("send", faults.silent());
        const sending = [1, 2, 3, 4].map(() => flow.send({ to: "ann", text: "hello" }));
        await until(() => emulator.requests("send").length === 4);
        should(timers.open()).be.above(0);
        await flow.node("send").close(false);
        await flow.node("app").close(false);
        await Promise.all(sending);
        // What runs as soon as a turn of the event loop is over is counted, too, until it has.
        await turns(2);
        should(timers.open()).equal(0);
        should(sockets).not.be.empty();
        should(sockets.filter(({ destroyed }) => !destroyed)).be.empty();
      } finally {
        unsubscribe("net.client.socket", keep);
        timers.restore();
      }
    });
  });

  it("leaves nothing behind after twenty deployments", async () => {
    let runtimeEvents: NodeAPI["events"] | undefined;
    const spy = (RED: NodeAPI): void => {
      runtimeEvents = RED.events;
    };
    const listenerCount = (): number =>
      [process, runtimeEvents]
        .flatMap((emitter) => (emitter?.eventNames() ?? []).map((name) => emitter?.listenerCount(name) ?? 0))
        .reduce((sum, count) => sum + count, 0);
    await flow.load(sendFlow(appNode(emulator)), [spy, registerConfig, registerSendMessage]);
    await flow.send({ to: "ann", text: "hello" });
    const counts: number[] = [];
    for (let deployment = 0; deployment < 20; deployment += 1) {
      await flow.deploy(sendFlow(appNode(emulator, { name: `greenhouse ${deployment}` })));
      wentWell(await flow.send({ to: "ann", text: "hello" }));
      counts.push(listenerCount());
    }
    should(counts[19]).equal(counts[0]);
    should(emulator.messages()).have.length(21);
  });
});

/** Counts the timers that the nodes have running. */
function countTimers(): { open: () => number; restore: () => void } {
  const machine: Clock = { ...systemClock };
  let open = 0;
  systemClock.after = (delayMs, run) => {
    let isOpen = true;
    const end = (): void => {
      if (isOpen) open -= 1;
      isOpen = false;
    };
    open += 1;
    const cancel = machine.after(delayMs, () => {
      end();
      run();
    });
    return () => {
      end();
      cancel();
    };
  };
  return { open: () => open, restore: () => void Object.assign(systemClock, machine) };
}

/** Counts what is put on each abort signal and not taken off again. */
function countAbortListeners(): { most: () => number; restore: () => void } {
  const { prototype } = EventTarget;
  const originals = Object.getOwnPropertyDescriptors(prototype);
  const listeners = new Map<AbortSignal, Set<unknown>>();
  const counting = (name: "addEventListener" | "removeEventListener", count: "add" | "delete"): void => {
    const original = originals[name].value as (this: EventTarget, ...args: unknown[]) => void;
    prototype[name] = function (this: EventTarget, ...args: unknown[]): void {
      if (this instanceof AbortSignal) {
        const known = listeners.get(this) ?? new Set();
        listeners.set(this, known);
        known[count](args[1]);
      }
      original.apply(this, args);
    };
  };
  counting("addEventListener", "add");
  counting("removeEventListener", "delete");
  return {
    most: () => Math.max(...[...listeners.values()].map(({ size }) => size)),
    restore: () => void Object.defineProperties(prototype, originals),
  };
}
