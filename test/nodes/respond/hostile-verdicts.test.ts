import should from "should";
import { hostileValues } from "../../support/hostile-values";
import { turns, until } from "../../support/node-flow";
import type { Message, Properties } from "../../support/node-flow";
import { receiveFlow, respondNode, signed, useReceive } from "../receive/use-receive";

const fields = ["allow", "code", "body"] as const;

describe("the respond node, given a verdict that nobody would make on purpose", () => {
  const { flow, load, post, heard } = useReceive();

  for (const field of fields) {
    // A code is only read where the message is refused.
    const good = { allow: field !== "code", code: "", body: "" };

    it(`answers the service something that it can read, and ends each exactly once (${field})`, async () => {
      const typed = Object.fromEntries(
        fields.flatMap((name) => [
          [name, name],
          [`${name}Type`, "msg"],
        ]),
      );
      await load(receiveFlow({ mode: "decide", decideWithin: 20_000 }, [respondNode(typed)]));
      for (const [kind, make] of Object.entries(hostileValues)) {
        const before = heard().length;
        const answering = post(signed());
        await until(() => heard().length > before);
        const { done } = await flow.send({ ...(heard().at(-1) as Message), ...good, [field]: make() }, "respond");
        should(done).have.length(1, kind);
        const [error] = done as readonly ({ readonly code?: string } | undefined)[];
        if (error !== undefined) should(error.code).match(/^CHAT_/, kind);
        const { status, text } = await answering;
        should([status, text.length <= 1_000]).eql([200, true], kind);
        const { valid } = JSON.parse(text) as { readonly valid: unknown };
        should(valid).be.a.Boolean();
      }
      await turns(2);
      should(({} as Properties)["polluted"]).be.undefined();
    }).timeout(30_000);
  }
});
