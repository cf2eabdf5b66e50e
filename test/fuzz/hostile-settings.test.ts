import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { inspect } from "node:util";
import fc from "fast-check";
import helper from "node-red-node-test-helper";
import should from "should";
import { readAppSettings } from "../../nodes/config/app-settings";
import { readReceiveSettings } from "../../nodes/receive/receive-settings";
import registerReceive from "../../nodes/receive/receive";
import registerRespond from "../../nodes/respond/respond";
import { parseAppKey } from "../../src/client/app-key";
import { parseBaseUrl } from "../../src/client/base-url";
import { chatErrorCodes, isChatError } from "../../src/client/chat-error";
import { useEmulator } from "../src/emulator/use-emulator";
import { allSets } from "../support/every-node";
import { useNodeFlow } from "../support/node-flow";
import type { FlowNode, Properties } from "../support/node-flow";
import { flatPng } from "../support/sample-media";
import { surroundingNodes, targetsOf } from "./fuzz-flow";
import { fuzzRun, trace } from "./fuzz-run";
import { hostileTexts } from "./hostile-texts";
import { useKnownRequests } from "./known-requests";
import { inheritedNames } from "./prototypes";
import { useAnswers } from "./use-answers";

const privateWord = "a private word";

const text = fc.oneof(fc.constantFrom(...hostileTexts), fc.string({ unit: "binary", maxLength: 40 }));

/** What a flow file may hold: it is JSON, whoever wrote it. */
const value: fc.Arbitrary<unknown> = fc.oneof(
  text,
  fc.jsonValue({ maxDepth: 2 }),
  fc.constantFrom<unknown>(0, -1, 1e308, 1e-9, "1e999", true, null, [], {}, [[]], { length: 1e9 }, "true", "7"),
);

const types = ["msg", "flow", "global", "env", "str", "jsonata", "num", "bool", "json", "bin", "re", "date", "cred"];

describe("settings that nobody would save on purpose", () => {
  const { parameters, title, timeoutMs } = fuzzRun(0.08);

  it(`never lead an address elsewhere ${title}`, () => {
    const address = fc.oneof(
      text,
      fc.webUrl({ withFragments: true, withQueryParameters: true }),
      fc.tuple(fc.domain(), text).map((parts) => parts.join("")),
      fc
        .tuple(fc.constantFrom("http://", "https://", "ftp://", "//", ""), fc.domain(), text)
        .map((all) => all.join("")),
    );
    const key = fc.oneof(
      text,
      fc.tuple(text, text).map((names) => names.join("#")),
      fc
        .tuple(fc.constantFrom("org", ".", "..", "a-b", "é"), fc.constantFrom("app", ".", "a.b", "%2e"))
        .map((names) => names.join("#")),
    );
    fc.assert(
      fc.property(address, key, (host, appKey) => {
        const base = parseBaseUrl(host);
        const { orgName, appName } = parseAppKey(appKey) ?? { orgName: "org", appName: "app" };
        const root = base ?? "http://a.invalid";
        const url = new URL(`${root}/${orgName}/${appName}/messages/users`);
        should(url.origin).equal(new URL(root).origin);
        should(url.pathname).equal(
          `${new URL(root).pathname.replace(/\/+$/, "")}/${orgName}/${appName}/messages/users`,
        );
        should([url.username, url.password, url.search, url.hash]).eql(["", "", "", ""]);
      }),
      parameters,
    );
  }).timeout(timeoutMs);

  const names = [
    ...["platform", "dialect", "host", "appKey", "auth", "timeout", "callsPerSecond", "recipientsPerMinute", "retry"],
    ...["maxAge", "repeatUnknown", "outbox", "tls", "proxy", "path", "mode", "fallback", "decideWithin", "clockWindow"],
    ...["events", "chatTypes", "senders", "ignoreSenders", "__proto__", "constructor"],
  ];
  const secrets = ["appId", "appCertificate", "clientId", "clientSecret", "token", "redisUrl", "secret"];

  it(`are read, or refused without telling a secret ${title}`, () => {
    const good = { host: "a61.chat.agora.io", appKey: "org#app", auth: "secret" };
    const credential = fc.oneof(value, fc.constantFrom(privateWord, `\${${privateWord}`, `redis://x:${privateWord}@a`));
    const subject = fc.record({
      saved: fc.dictionary(fc.constantFrom(...names), value, { maxKeys: 4 }),
      credentials: fc.dictionary(fc.constantFrom(...secrets), credential),
    });
    let read = 0;
    fc.assert(
      fc.property(subject, ({ saved, credentials }) => {
        for (const readSettings of [readAppSettings, readReceiveSettings]) {
          try {
            readSettings({ ...good, ...saved }, credentials);
            read += 1;
          } catch (error) {
            should(isChatError(error, "CHAT_NOT_CONFIGURED")).be.true(inspect(error));
            should(inspect(error, { depth: 9 }).includes(privateWord)).be.false("it tells a secret");
          }
        }
      }),
      parameters,
    );
    should(read).be.above(0);
  }).timeout(timeoutMs);

  describe("in every node of a flow", () => {
    const { emulator } = useEmulator();
    const flow = useNodeFlow();
    const { ask, told } = useAnswers(flow);
    const requests = useKnownRequests(() => [`${emulator.url}/farmco/greenhouse`, emulator.history.url]);
    let folder: string;
    before(() => {
      folder = mkdtempSync(join(tmpdir(), "agora-chat-fuzz-"));
    });
    after(() => rmSync(folder, { recursive: true, force: true }));
    afterEach(() => void helper.settings({}));

    const flows = fuzzRun(0.002);

    it(`end each message exactly once ${flows.title}`, async () => {
      helper.settings({ userDir: folder, fileWorkingDirectory: folder });
      const record = { msg_id: "1", from: "ann", to: "bob", payload: { bodies: [{ type: "txt", msg: privateWord }] } };
      const uuid = "8c2f5a10-0000-11f0-b9a2-5f3b8a1f2c3d";
      const given = { emulator, uuid, messageId: "1", hour: "2025100907", picture: flatPng(2, 2), record, folder };
      const targets = targetsOf(given).filter(({ id }) => id !== "send kept");
      await flow.load(surroundingNodes(emulator), [...allSets, registerReceive, registerRespond]);
      const before = inheritedNames();
      const changed = fc.tuple(...targets.map(({ node }) => changes(node)));
      await fc.assert(
        fc.asyncProperty(changed, async (all) => {
          const nodes = targets.map(({ node }, index) => ({ ...node, ...all[index] }));
          trace(JSON.stringify(nodes));
          await flow.deploy([...surroundingNodes(emulator), ...nodes]);
          for (const { id, good } of targets) {
            const { done, stray } = await ask(id, { ...good });
            should(stray).be.empty();
            should(done).have.length(1, id);
            const [error] = done as readonly ({ readonly code?: unknown } | undefined)[];
            if (error !== undefined) should(chatErrorCodes).containEql(error.code);
            should(inspect(error, { depth: 8 }).includes(privateWord)).be.false(`${id} tells a private word`);
          }
          should(requests.strange()).be.empty();
          should(inheritedNames()).eql(before);
        }),
        flows.parameters,
      );
      should(requests.count()).be.above(0);
      should(told([]).includes(privateWord)).be.false();
    }).timeout(flows.timeoutMs);
  });
});

/** What becomes of a node's saved properties. Where files go stays as it is: nothing is to be written elsewhere. */
function changes(node: FlowNode): fc.Arbitrary<Properties> {
  const fixed = ["id", "type", "z", "x", "y", "wires", "path", "pathType", "app"];
  const names = Object.keys(node).filter((name) => !fixed.includes(name));
  // Node-RED itself makes text of what a flow holds, and throws where that has a `toString` that is no function.
  const saved = value.filter((each) => !JSON.stringify(each ?? null).includes('"toString"'));
  const type: fc.Arbitrary<unknown> = fc.oneof(fc.constantFrom(...types), saved);
  const change = fc
    .constantFrom(...names)
    .chain((name) => fc.tuple(fc.constant(name), name.endsWith("Type") && name !== "messageType" ? type : saved));
  return fc.array(change, { maxLength: 3 }).map((pairs) => Object.fromEntries(pairs) as Properties);
}
