import should from "should";
import { useEmulator } from "../../src/emulator/use-emulator";
import { allSets, nodeKinds } from "../../support/every-node";
import { useFastClock } from "../../support/fast-clock";
import { hostileValues } from "../../support/hostile-values";
import { appNode, sendFlow, useNodeFlow } from "../../support/node-flow";
import type { Outcome, Properties } from "../../support/node-flow";
import { wholeLists } from "../../support/whole-lists";

/** Of nothing at all Node-RED makes a message before it comes here. */
const messages: Readonly<Record<string, () => unknown>> = {
  "a number": () => 5,
  "a text": () => "hello",
  "a list": () => ["hello"],
  nothing: () => ({}),
  "a message without a prototype": () => Object.create(null) as unknown,
};

const inLists = Object.fromEntries(
  Object.entries(hostileValues).map(([name, make]) => [`${name}, in a list`, () => [make()]]),
);

describe("every node, given a message that nobody would make on purpose", () => {
  const used = useEmulator({ clock: Date.now });
  const { emulator } = used;
  const flow = useNodeFlow();
  useFastClock();

  for (const { name, saved, prepare, lastOutput = 0 } of nodeKinds) {
    describe(name, () => {
      const wires = lastOutput === 0 ? [["out"]] : [[], ["out"]];
      const inputs = Object.keys(saved).filter((field) => `${field}Type` in saved && saved[`${field}Type`] === "msg");
      const node = { ...saved, wires };

      const load = (): Promise<void> => flow.load(sendFlow(appNode(emulator), node), allSets);

      function endedOnce(outcome: Outcome): void {
        should(outcome.done).have.length(1);
        should(outcome.passedOn.length + outcome.caught.length).be.belowOrEqual(1);
        // Node-RED itself cannot copy some of them for a Complete node.
        should(outcome.completed.length).be.belowOrEqual(outcome.passedOn.length);
        should(JSON.stringify(outcome.done)).not.match(/private/);
      }

      it("ends each exactly once, whatever the message is", async () => {
        await load();
        for (const make of Object.values(messages)) endedOnce(await flow.send(make()));
        should(emulator.messages()).be.empty();
      });

      it("ends each exactly once, whatever is in its fields", async () => {
        const good = await prepare(used);
        await load();
        for (const [kind, make] of Object.entries({ ...hostileValues, ...inLists })) {
          for (const field of inputs) {
            const outcome = await flow.send({ ...good, [field]: make() });
            endedOnce(outcome);
            if (outcome.done[0] === undefined) continue;
            const { code } = outcome.done[0] as { readonly code?: string };
            should(code).match(/^CHAT_/, `${field}: ${kind}`);
          }
        }
        should(({} as Properties)["polluted"]).be.undefined();
        should((await flow.send({ ...good })).done).eql([undefined]);
      }).timeout(30_000);

      it("ends it exactly once when it can be neither changed nor read", async () => {
        const good = await prepare(used);
        await load();
        for (const harden of [Object.freeze, Object.seal, Object.preventExtensions]) {
          const outcome = await flow.send(harden({ ...(await prepare(used)), _msgid: "hard", payload: 1 }));
          should(outcome.done).eql([undefined]);
          should(outcome.passedOn).match(wholeLists([{ _msgid: "hard" }]));
          endedOnce(await flow.send(harden({ _msgid: "hard" })));
        }
        let armed = false;
        const trap = (): void => {
          if (armed) throw new RangeError("a private word");
        };
        const given = new Proxy(
          { ...good, _msgid: "trap" },
          {
            get: (target, key) => (trap(), Reflect.get(target, key) as unknown),
            set: (target, key, value) => (trap(), Reflect.set(target, key, value)),
            ownKeys: (target) => (trap(), Reflect.ownKeys(target)),
          },
        );
        const sending = flow.send(given);
        armed = true;
        should((await sending).done).have.length(1);
      });
    });
  }
});
