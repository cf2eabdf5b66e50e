import should from "should";
import { useEmulator } from "../../src/emulator/use-emulator";
import { appNode, sendFlow, useNodeFlow } from "../../support/node-flow";

/** What the dialog saves of a new node in which somebody chose an app and wrote recipients, and nothing else. */
const untouched = {
  ...{ chatType: "users", chatTypeType: "pick", to: "ann, ben", toType: "str", messageType: "txt" },
  ...{ text: "payload", textType: "msg", from: "", fromType: "str", ext: "", extType: "json" },
};
const png = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mNk+A8AAQUBAScY42YAAAAASUVORK5CYII=",
  "base64",
);

describe("a new send-message node behind an inject node", () => {
  const { emulator } = useEmulator({ clock: Date.now });
  const flow = useNodeFlow();

  async function caught(payload: unknown): Promise<readonly { readonly path: string; readonly problem: string }[]> {
    await flow.load(sendFlow(appNode(emulator), untouched));
    const outcome = await flow.send({ payload });
    const error = outcome.caught[0]?.["chatError"] as { issues: readonly { path: string; problem: string }[] };
    should(emulator.requests("send")).be.empty();
    return error.issues;
  }

  for (const [name, payload, msg] of [
    ["text", "Soil too dry", "Soil too dry"],
    ["a number", 12.5, "12.5"],
    ["a time", 1_760_000_000_000, "1760000000000"],
    ["yes or no", true, "true"],
  ] as const) {
    it(`sends ${name} as text`, async () => {
      await flow.load(sendFlow(appNode(emulator), untouched));
      const { passedOn } = await flow.send({ payload });
      should(emulator.messages().map(({ to, body }) => [to, body["msg"]])).eql([
        ["ann", msg],
        ["ben", msg],
      ]);
      should(passedOn).have.length(1);
    });
  }

  for (const [name, payload] of [
    ["a picture", png],
    ["an uploaded picture", { uuid: "1", url: "https://example.com/1", mimeType: "image/png" }],
  ] as const) {
    it(`advises another type of message where ${name} comes`, async () => {
      const [issue, ...more] = await caught(payload);
      should(more).be.empty();
      should(issue?.path).equal("text");
      should(issue?.problem).endWith("problem.file-of-other-kind");
    });
  }

  for (const [name, payload] of [
    ["bytes that are text", Buffer.from("Soil too dry")],
    ["an object", { bed: 3 }],
  ] as const) {
    it(`advises to make text of ${name}`, async () => {
      const [issue] = await caught(payload);
      should(issue?.path).equal("text");
      should(issue?.problem).endWith("problem.not-text");
    });
  }
});
