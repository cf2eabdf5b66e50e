import type { NodeAPI } from "node-red";
import should from "should";
import registerConfig from "../../../nodes/config/config";
import registerSendMessage from "../../../nodes/send-message/send-message";
import { defineSource } from "../../../nodes/node-kit/define-source";
import { useEmulator } from "../../src/emulator/use-emulator";
import { useMigrations } from "../../support/made-up-migrations";
import { appNode, sendFlow, sendNode, useNodeFlow } from "../../support/node-flow";
import type { Properties } from "../../support/node-flow";
import { wholeLists } from "../../support/whole-lists";

const sets = [registerConfig, registerSendMessage];

describe("a node that an older palette saved", () => {
  const flow = useNodeFlow();
  const warningsOfOurs = (): readonly string[] => flow.warnings().filter((text) => text.includes(":warning."));
  const { emulator } = useEmulator();
  useMigrations("agora-chat-send-message", [
    ({ user, ...rest }) => {
      if (user === "nobody") throw new RangeError("a private word");
      return { ...rest, to: user ?? rest["to"], toType: "str" };
    },
  ]);
  useMigrations("agora-chat-config", [({ server, ...rest }) => ({ ...rest, host: server })]);
  useMigrations("made-up", [({ where, ...rest }) => ({ ...rest, path: where })]);

  /** The app as it was saved when `host` was called `server`. */
  function oldApp(): ReturnType<typeof appNode> {
    return { ...appNode(emulator), server: emulator.url, host: "nowhere.invalid" };
  }

  it("works as it would if it were saved today, and so does its app", async () => {
    await flow.load(sendFlow(oldApp(), { user: "ann", to: "", toType: "str" }), sets);
    should(await flow.send({ text: "leek" }))
      .have.property("passedOn")
      .which.has.length(1);
    should(emulator.messages().map(({ to }) => to)).eql(["ann"]);
    should(warningsOfOurs()).be.empty();
  });

  it("works as it would if it is one without an input", async () => {
    const seen: Properties[] = [];
    const source = (RED: NodeAPI): void =>
      defineSource(RED, {
        type: "made-up",
        operation: "receive",
        credentials: {},
        start({ saved }) {
          seen.push(saved);
          return () => undefined;
        },
      });
    const saved = { id: "source", type: "made-up", z: "tab", x: 1, y: 1, where: "chat", colour: "green", wires: [] };
    await flow.load([{ id: "tab", type: "tab" }, saved], [source]);
    should(seen).match(wholeLists([{ path: "chat", colour: "green", version: 2 }]));
  });

  it("works as far as it does where it cannot be brought up to date, and the log says so once, by the kind of error", async () => {
    const broken = { user: "nobody", to: "ben", toType: "str" };
    await flow.load(
      [...sendFlow(oldApp(), broken), sendNode(oldApp(), { id: "send2", ...broken, to: "cem", wires: [] })],
      sets,
    );
    await flow.send({ text: "leek" });
    await flow.send({ text: "leek" }, "send2");
    should(emulator.messages().map(({ to }) => to)).eql(["ben", "cem"]);
    should(warningsOfOurs().filter((text) => text.includes("saved-outdated"))).have.length(1);
    should(flow.warnings().join()).not.containEql("a private word");
  });
});

describe("a node that a newer palette saved", () => {
  const flow = useNodeFlow();
  const warningsOfOurs = (): readonly string[] => flow.warnings().filter((text) => text.includes(":warning."));
  const { emulator } = useEmulator();

  it("works as far as it does, and the log says so once for each type", async () => {
    const app = appNode(emulator, { version: 3, quantum: true });
    const newer = { version: 2, to: "ann", toType: "str", mood: "green" };
    await flow.load([...sendFlow(app, newer), sendNode(app, { id: "send2", ...newer, wires: [] })], sets);
    await flow.send({ text: "leek" });
    should(emulator.messages().map(({ to }) => to)).eql(["ann"]);
    should(warningsOfOurs().filter((text) => text.includes("saved-newer"))).have.length(2);
  });

  it("is nothing to speak of where it only lacks a version", async () => {
    await flow.load(sendFlow(appNode(emulator, { version: undefined }), { version: undefined }), sets);
    await flow.send({ to: "ann", text: "leek" });
    should(emulator.messages()).have.length(1);
    should(warningsOfOurs()).be.empty();
  });
});
