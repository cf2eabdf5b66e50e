import should from "should";
import { records } from "../../src/client/history/fake-history";
import { useEmulator } from "../../src/emulator/use-emulator";
import { allSets, nodeKinds } from "../../support/every-node";
import { appNode, sendFlow, sendNode, until, useNodeFlow } from "../../support/node-flow";
import type { FlowNode, Message, Properties } from "../../support/node-flow";
import { flatPng } from "../../support/sample-media";
import { wholeLists } from "../../support/whole-lists";

const second = { id: "out2", z: "tab", type: "helper", x: 1, y: 1 };

/** What came with a message and is nobody's business. */
const rest = (): Properties => ({
  _msgid: "kept",
  topic: "bed 3",
  nested: { list: [1] },
  bytes: Buffer.from("leaf"),
  payload: "before",
});

describe("a message on its way through a node", () => {
  const used = useEmulator({ clock: Date.now });
  const other = useEmulator({ clock: Date.now, app: { orgName: "acme", appName: "garage", appKey: "acme#garage" } });
  const { emulator } = used;
  const flow = useNodeFlow();

  for (const { name, saved, prepare, lastOutput = 0 } of nodeKinds) {
    const behind = (...ids: readonly string[]): Properties => ({ wires: lastOutput === 0 ? [ids] : [[], ids] });

    describe(name, () => {
      it("keeps what it does not know, and its id", async () => {
        await flow.load(sendFlow(appNode(emulator), { ...saved, ...behind("out") }), allSets);
        const { passedOn } = await flow.send({ ...rest(), ...(await prepare(used)) });
        should(passedOn).have.length(1);
        const { payload, ...others } = rest();
        should(passedOn[0]).containEql(others);
        should(passedOn[0]?.payload).not.equal(payload);
        should(passedOn[0]).not.have.property("chatError");
      });

      it("keeps it when it fails, too, and loses the error when it goes well the next time", async () => {
        await flow.load(sendFlow(appNode(emulator), { ...saved, ...behind("out") }), allSets);
        const { caught } = await flow.send(rest());
        const [failed] = caught;
        should(failed).containEql(rest());
        should(failed?.["chatError"]).match({ code: "CHAT_INVALID_INPUT" });
        const { passedOn } = await flow.send({ ...failed, ...(await prepare(used)) });
        should(passedOn[0]).containEql({ _msgid: "kept", topic: "bed 3" });
        should(passedOn[0]).not.have.property("chatError");
      });

      it("is measured where Node-RED's settings say so", async () => {
        await flow.load(sendFlow(appNode(emulator), { ...saved, ...behind("out") }), allSets);
        const measured: unknown[][] = [];
        const metric = (...args: unknown[]): true => {
          if (args.length > 0) measured.push(args);
          return true;
        };
        Object.assign(flow.node("send"), { metric });
        await flow.send({ ...rest(), ...(await prepare(used)) });
        const ours = measured.filter(([event]) => !["receive", "send", "done"].includes(String(event)));
        should(ours.map(([event]) => event)).eql(["duration.millis", "wait.millis", "attempts", "size.bytes"]);
        should(ours.map(([, msg]) => msg)).matchEach({ _msgid: "kept" });
        for (const [, , value] of ours) should(value).be.a.Number().and.not.be.NaN();
        should(ours[2]?.[2]).be.aboveOrEqual(1);
      });

      it("goes to two wires as two messages", async () => {
        const flows = sendFlow(appNode(emulator), { ...saved, ...behind("out", "out2") }, [second]);
        await flow.load(flows, allSets);
        const arrived: Message[] = [];
        flow.node("out2").on("input", (message) => arrived.push(message));
        const { passedOn } = await flow.send({ ...rest(), ...(await prepare(used)) });
        should([passedOn.length, arrived.length]).eql([1, 1]);
        should(arrived[0]).eql(passedOn[0]);
        (passedOn[0]?.["nested"] as { list: number[] }).list.push(2);
        should(arrived[0]?.["nested"]).eql({ list: [1] });
        should(arrived[0]?.payload).not.equal(passedOn[0]?.payload);
      });

      it("takes its app and a field from where the subflow is used", async () => {
        const given = { ...(await prepare(used)), ...(name === "upload-file" ? { filename: "leaf.png" } : {}) };
        const field = name === "upload-file" ? "filename" : String(Object.keys(given)[0]);
        const { [field]: value, ...msg } = given as Properties;
        const flows = subflowAround(
          { ...saved, [field]: "WHAT", [`${field}Type`]: "env" },
          typeof value === "string" ? { type: "str", value } : { type: "json", value: JSON.stringify(value) },
          lastOutput,
        );
        await flow.load([...flows, appNode(emulator)], allSets);
        const arrived: Message[] = [];
        flow.node("out").on("input", (message) => arrived.push(message));
        flow.node("use").receive({ ...rest(), ...msg });
        await until(() => arrived.length > 0);
        should(arrived).match(wholeLists([{ _msgid: "kept", topic: "bed 3" }]));
        should(arrived[0]).not.have.property("chatError");
        const text = typeof value === "string" ? value : "hello";
        const asked = emulator.requests().map(({ path, body }) => path + body);
        should(asked.some((each) => each.includes(text))).be.true();
      });
    });
  }

  for (const output of ["message", "batch"]) {
    it(`leaves the history node as ${output} that share nothing with one another`, async () => {
      const start = new Date(Date.now() - 2 * 3_600_000).toISOString().slice(0, 13).replace(/\D/g, "");
      emulator.history.put(start, records(4));
      const history = { type: "agora-chat-history", start, startType: "str", output, batchSize: 2 };
      const flows = sendFlow(appNode(emulator), { ...history, wires: [["out"], ["out2"]] }, [second]);
      await flow.load(flows, allSets);
      const arrived: unknown[] = [];
      flow.node("out").on("input", (message) => {
        const { nested, payload, parts } = message as unknown as Spoilt;
        arrived.push(...(Array.isArray(payload) ? payload : [payload]).map(({ msg_id }) => msg_id as unknown));
        should(nested).eql({ list: [1] });
        should(message).not.have.property("mark");
        // What a flow does with one is nothing to the next.
        nested.list.push(2);
        Object.assign(message, { mark: 1 });
        Object.assign(parts, { id: "other", index: 99 });
        Object.assign(payload, { msg_id: "0" });
      });
      const summaries: Message[] = [];
      flow.node("out2").on("input", (message) => summaries.push(message));
      const { done, passedOn } = await flow.send(rest());
      should(done).eql([undefined]);
      should(arrived).eql(records(4).map(({ msg_id }) => msg_id));
      should(passedOn).have.length(output === "batch" ? 2 : 4);
      should(passedOn.map((message) => message._msgid)).matchEach("kept");
      should(summaries).match(wholeLists([{ nested: { list: [1] }, topic: "bed 3", payload: { messages: 4 } }]));
      should(summaries[0]).not.have.properties("mark");
    });
  }

  it("never reaches the app of the node beside it", async () => {
    const apps = [appNode(emulator), { ...appNode(other.emulator), id: "app2" }] as const;
    const kinds = ["agora-chat-upload-file", "agora-chat-import"] as const;
    const nodes = apps.flatMap((app) =>
      kinds.map((type) => ({ ...sendNode(app, { type, file: "payload", fileType: "msg" }), id: `${app.id} ${type}` })),
    );
    await flow.load([...sendFlow(apps[0]), apps[1], ...nodes], allSets);
    const times = Array.from({ length: 10 }, (_, index) => index);
    const outcomes = await Promise.all(
      apps.flatMap(({ id }) =>
        times.flatMap((time) => {
          const picture = { payload: flatPng(8, 8), filename: `${id}.png` };
          const record = { from: id, target: "ann", type: "txt", body: { msg: `${time}` } };
          return [
            flow.send(picture, `${id} ${kinds[0]}`),
            flow.send({ payload: { ...record, msg_timestamp: 1_700_000_000_000 + time } }, `${id} ${kinds[1]}`),
          ];
        }),
      ),
    );
    should(outcomes.filter(({ done }) => done.length !== 1 || done[0] !== undefined)).be.empty();
    for (const [{ emulator: service }, id] of [
      [used, "app"],
      [other, "app2"],
    ] as const) {
      should(service.files()).have.length(10);
      should(service.messages().map(({ from, body }) => [from, body["msg"]])).eql(times.map((time) => [id, `${time}`]));
      should(service.requests("token")).have.length(1);
    }
    const urls = outcomes.map(({ passedOn }) => (passedOn[0]?.payload as { readonly url?: string }).url ?? "");
    should(urls.filter((url) => url.startsWith(`${emulator.url}/`))).have.length(10);
    should(urls.filter((url) => url.startsWith(`${other.emulator.url}/acme/garage/`))).have.length(10);
  });
});

interface Spoilt {
  readonly nested: { readonly list: number[] };
  readonly payload: Properties | readonly Properties[];
  readonly parts: object;
}

/** A subflow with one node, used once: the use says which app, and what the environment variable `WHAT` holds. */
function subflowAround(node: Properties, what: Properties, output: number): readonly FlowNode[] {
  const placed = { x: 200, y: 100 };
  const env = [
    { name: "APP", type: "conf-type", value: "" },
    { name: "WHAT", type: "str", value: "nobody" },
  ];
  const wires = output === 0 ? [[]] : [[], []];
  return [
    { id: "tab", type: "tab", label: "Sending" },
    {
      id: "sub",
      type: "subflow",
      name: "sub",
      in: [{ ...placed, wires: [{ id: "inner" }] }],
      out: [{ ...placed, wires: [{ id: "inner", port: output }] }],
      env,
    },
    { ...placed, id: "inner", z: "sub", name: "", version: 1, ...node, app: "${APP}", wires },
    {
      ...placed,
      id: "use",
      z: "tab",
      type: "subflow:sub",
      env: [
        { name: "APP", type: "conf-type", value: "app" },
        { name: "WHAT", ...what },
      ],
      wires: [["out"]],
    },
    { ...placed, id: "out", z: "tab", type: "helper" },
    { ...placed, id: "catch", z: "tab", type: "catch", scope: null, uncaught: false, wires: [["out"]] },
  ];
}
