import should from "should";
import { wholeLists } from "../support/whole-lists";
import { startNodeRedProcess } from "./node-red-process";
import type { NodeRedProcess } from "./node-red-process";
import { heardNode, receiveNode, receiveTab } from "./receive-flow";
import { receiveProbe, seenBy } from "./receive-probe";
import { post, signedCallback } from "./signed-callback";
import type { CallbackAnswer, UnusualPost } from "./signed-callback";
import { until } from "./until";
import { waitForStatus } from "./wait-for-status";

/** A way in which Node-RED serves its flows. */
interface Place {
  readonly name: string;
  readonly settings: Readonly<Record<string, unknown>>;
  readonly settingsCode?: string;
  /** `httpNodeRoot`. */
  readonly root: string;
  readonly headers?: Readonly<Record<string, string>>;
}

const password = { authorization: `Basic ${Buffer.from("flows:green").toString("base64")}` };
const places: readonly Place[] = [
  { name: "where the editor is at the root, which parses bodies first", settings: {}, root: "" },
  {
    name: "where the editor is at /admin and flows are at /api, behind a password and middleware",
    settings: {
      httpAdminRoot: "/admin",
      httpNodeRoot: "/api",
      // "green", as Node-RED's own `node-red admin hash-pw` makes it.
      httpNodeAuth: { user: "flows", pass: "$2b$08$7krPGU2zR4gjMNtEP8rIk.zZz.o/Zr5jTfA2IYUEdFy1C/ryL92aO" },
    },
    settingsCode: `module.exports.httpNodeMiddleware = (request, response, next) => {
      response.setHeader("x-seen", request.method);
      if (request.headers["x-stop"] === undefined) next();
      else response.writeHead(418).end();
    };\n`,
    root: "/api",
    headers: password,
  },
  { name: "where there is no editor", settings: { httpAdminRoot: false }, root: "" },
];

const flows = receiveTab(receiveNode(), heardNode());
const hour = 3_600_000;

describe("a receive node in a real Node-RED 4.1", function () {
  this.timeout(30_000);
  const nodeReds: NodeRedProcess[] = [];

  before(async function () {
    this.timeout(240_000);
    const settings = [...places, { settings: { httpNodeRoot: false } }];
    const starting = settings.map((place) => startNodeRedProcess({ ...place, flows, nodes: { receiveProbe } }));
    for (const started of await Promise.allSettled(starting)) {
      if (started.status === "rejected") throw started.reason;
      nodeReds.push(started.value);
    }
  });
  after(() => Promise.all(nodeReds.map((nodeRed) => nodeRed.stop())));

  for (const [index, { name, root, headers = {} }] of places.entries()) {
    describe(name, () => {
      const process = (): NodeRedProcess => nodeReds[index] as NodeRedProcess;
      const send = (body: unknown, unusual: UnusualPost = {}): Promise<CallbackAnswer> =>
        post(process(), body, { path: `${root}/chat`, ...unusual, headers: { ...headers, ...unusual.headers } });
      const heard = async (): Promise<number> => (await seenBy(process(), root, headers)).counts["heard"] ?? 0;

      it("accepts what is signed, and gives it to the flow once, repeated or not", async () => {
        const before = await heard();
        const callback = signedCallback("the soil is dry");
        for (const body of [callback, callback]) {
          const answer = await send(body);
          should(answer.status).equal(200);
          should(JSON.parse(answer.text)).eql({ valid: true });
        }
        await until("the flow has it", 2_000, async () => (await heard()) > before);
        should(await heard()).equal(before + 1);
        should((await seenBy(process(), root, headers)).last.at(-1)).match(
          wholeLists({
            callId: callback["callId"],
            text: "the soil is dry",
            reply: { chatType: "users", to: ["ann"] },
          }),
        );
        should(await send(signedCallback("once more"), { path: `${root}/chat/?from=console` })).match({ status: 200 });
        await until("the flow has that, too", 2_000, async () => (await heard()) === before + 2);
      });

      it("refuses what is not signed, too old or from the future, all in the same words", async () => {
        const before = await heard();
        const { security: _none, ...unsigned } = signedCallback("a lie");
        const answers = [
          await send(unsigned),
          await send({ ...unsigned, security: "0".repeat(32) }),
          await send({ ...unsigned, security: 7 }),
          await send(signedCallback("too old", { timestamp: Date.now() - hour })),
          await send(signedCallback("from the future", { timestamp: Date.now() + hour })),
        ];
        for (const answer of answers) {
          should([answer.status, answer.text]).eql([401, ""]);
          should([...answer.headers.keys()]).eql([...(answers[0]?.headers.keys() ?? [])]);
        }
        should(await heard()).equal(before);
      });

      it("refuses other methods, what is no JSON, no object and no callback, and what is above 1 MB", async () => {
        const before = await heard();
        for (const method of ["GET", "PUT", "DELETE"]) {
          const answer = await send(undefined, { method });
          should([answer.status, answer.headers.get("allow")]).eql([405, "POST"]);
        }
        const { callId: _none, ...nameless } = signedCallback("from nobody");
        for (const body of ["{ this is no JSON", "", [signedCallback("in a list")], nameless, "7", "null"]) {
          should(await send(body)).match({ status: 400 });
        }
        for (const bytes of [1_100_000, 2_000_000, 6_000_000]) {
          should(await send(signedCallback("x".repeat(bytes)))).match({ status: 413 });
        }
        should(await send(signedCallback("x".repeat(1_000_000)))).match({ status: 200 });
        await until("the flow has it", 2_000, async () => (await heard()) > before);
        should(await heard()).equal(before + 1);
      });

      it("leaves every other path to Node-RED", async () => {
        for (const path of ["/chat2", "/chat/more", "/"]) {
          should(await send(signedCallback("elsewhere"), { path: `${root}${path}` })).match({ status: 404 });
        }
      });

      it("says in the log what it refused, each cause once, and no word of what was said", () => {
        const refused = process()
          .lines()
          .filter((line) => /A (callback|request) was refused/.test(line));
        should(process().running()).be.true();
        should(refused).have.length(4);
        should(new Set(refused.map((line) => line.slice(line.indexOf("refused")))).size).equal(refused.length);
        should(process().running()).be.true();
        const unwanted = /uncaught|unhandled|^ +at |soil is dry|a lie|secret-of-the-rule/i;
        should(
          process()
            .lines()
            .filter((line) => unwanted.test(line)),
        ).be.empty();
      });
    });
  }

  it("asks for the password of httpNodeAuth first, and runs httpNodeMiddleware", async () => {
    const process = nodeReds[1] as NodeRedProcess;
    const path = "/api/chat";
    const stranger = await post(process, signedCallback("without the password"), { path });
    should([stranger.status, stranger.headers.get("x-seen")]).eql([401, null]);
    should(stranger.headers.get("www-authenticate")).match(/^Basic/);
    const known = await post(process, signedCallback("with it"), { path, headers: password });
    should([known.status, known.headers.get("x-seen")]).eql([200, "POST"]);
    const stopped = await post(process, signedCallback("stopped"), { path, headers: { ...password, "x-stop": "1" } });
    should(stopped.status).equal(418);
  });

  it("says so where Node-RED serves nothing for flows", async () => {
    const process = nodeReds.at(-1) as NodeRedProcess;
    const status = await waitForStatus(process.url(), "receive", { fill: "red", shape: "ring" });
    should(status.text).endWith("status.http-off");
    should(process.lines().filter((line) => /httpNodeRoot is false/.test(line))).have.length(1);
    should((await post(process, signedCallback("nobody hears"))).status).equal(404);
  });
});
