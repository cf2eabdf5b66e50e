import { mkdirSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { inspect } from "node:util";
import fc from "fast-check";
import helper from "node-red-node-test-helper";
import should from "should";
import { chatErrorCodes } from "../../src/client/chat-error";
import registerReceive from "../../nodes/receive/receive";
import registerRespond from "../../nodes/respond/respond";
import { useEmulator } from "../src/emulator/use-emulator";
import { allSets } from "../support/every-node";
import { useNodeFlow } from "../support/node-flow";
import type { Properties } from "../support/node-flow";
import { pastMessage } from "../support/past-message";
import { flatPng } from "../support/sample-media";
import { surroundingNodes, targetsOf } from "./fuzz-flow";
import type { Target } from "./fuzz-flow";
import { fuzzRun, trace } from "./fuzz-run";
import { hostileMessage } from "./hostile-message";
import { injectedHeader } from "./hostile-texts";
import { isInjected, useKnownRequests } from "./known-requests";
import { inheritedNames } from "./prototypes";
import { anySpecimen, hostileText, labelOf } from "./specimen";
import { privateWord } from "./strange-values";
import { useAnswers } from "./use-answers";
import type { Ending } from "./use-answers";

const outcomes: readonly unknown[] = ["not-sent", "unknown", "sent"];
const hour = "2025100907";

describe("every node with an input, given any message", () => {
  // Nine minutes after the end of the hour, and standing still: what was uploaded and sent does not grow old.
  const { emulator, upload, post } = useEmulator({ recallSeconds: 1e6 });
  const flow = useNodeFlow();
  const { ask, told } = useAnswers(flow);
  const requests = useKnownRequests(() => [
    `${emulator.url}/${emulator.app.orgName}/${emulator.app.appName}`,
    emulator.history.url,
  ]);
  let folder: string;

  before(() => {
    folder = mkdtempSync(join(tmpdir(), "agora-chat-fuzz-"));
    mkdirSync(join(folder, "outer", "saved"), { recursive: true });
  });
  after(() => rmSync(folder, { recursive: true, force: true }));
  afterEach(() => void helper.settings({}));

  async function load(): Promise<readonly Target[]> {
    const picture = flatPng(8, 8);
    const { json } = await upload(picture);
    const [{ uuid }] = json["entities"] as [{ uuid: string }];
    const sent = await post("messages/users", { to: ["ann"], type: "txt", body: { msg: "wrong" } });
    const messageId = String((sent.json["data"] as Properties)["ann"]);
    const record = pastMessage("1");
    emulator.history.put(hour, ["1", "2", "3"].map(pastMessage));
    const saved = join(folder, "outer", "saved");
    const targets = targetsOf({ emulator, uuid, messageId, hour, picture, record, folder: saved });
    helper.settings({ userDir: folder, fileWorkingDirectory: saved });
    const nodes = [...surroundingNodes(emulator), ...targets.map(({ node }) => node)];
    await flow.load(nodes, [...allSets, registerReceive, registerRespond]);
    return targets;
  }

  /** Nothing that the app keeps to itself. */
  function shouldTellNoSecret(text: string): void {
    const { clientSecret, appCertificate, readyToken } = emulator.app;
    const bearers = emulator.requests().map(({ headers }) => headers["authorization"]?.slice("Bearer ".length));
    for (const secret of new Set([privateWord, clientSecret, appCertificate, readyToken, ...bearers])) {
      if (secret) should(text.includes(secret)).be.false(`it tells ${secret}`);
    }
  }

  function shouldBeSound({ id }: Target, { done, passedOn, stray }: Ending): void {
    should(stray).be.empty();
    should(done).have.length(1);
    const [error] = done;
    if (error === undefined) {
      should(passedOn).equal(id === "respond" ? 0 : 1);
      return;
    }
    should(passedOn).equal(0);
    const { code, cause } = error as { readonly code: unknown; readonly cause: Properties };
    should(chatErrorCodes).containEql(code);
    should(cause["code"]).equal(code);
    should(outcomes).containEql(cause["outcome"]);
    const text = inspect(error, { depth: 8, maxStringLength: 2_000 });
    for (const secret of [privateWord, emulator.app.clientSecret, emulator.app.appCertificate]) {
      should(text.includes(secret)).be.false(`the error tells ${secret}`);
    }
  }

  /** Nothing of what was given has become a line of a request, or another form's field. */
  function shouldHaveAskedWell(): void {
    should(requests.strange()).be.empty();
    should(emulator.requests().filter(({ operation }) => operation === null)).be.empty();
    should(emulator.requests().filter(isInjected)).be.empty();
    should(emulator.requests().filter(({ body }) => body.includes(`\n${injectedHeader}`))).be.empty();
    for (const { filename } of emulator.files()) should(filename).not.match(/[/\\"\p{Cc}]/u);
  }

  /** All files are where they should be, whole and to be seen. */
  function shouldHaveSavedWell(): void {
    should(readdirSync(folder).sort()).eql(["agora-chat-outbox", "outer"]);
    should(readdirSync(join(folder, "outer"))).eql(["saved"]);
    const files = readdirSync(join(folder, "outer", "saved"), { withFileTypes: true });
    should(files.filter((file) => !file.isFile() || file.name.startsWith("."))).be.empty();
  }

  // In parts: the test helper keeps every message that went through a node until the flow is unloaded.
  for (const { parameters, title, timeoutMs } of [0, 1, 2, 3, 4].map((part) => fuzzRun(0.075, part)))
    it(`answers each exactly once, tells no secret and asks for nothing else ${title}`, async () => {
      const targets = await load();
      for (const target of targets) {
        const ending = await ask(target.id, { ...target.good });
        if (target.id !== "respond") should(ending).eql({ done: [undefined], passedOn: 1, stray: [] }, target.id);
      }
      const before = inheritedNames();
      const subject = fc
        .constantFrom(...targets)
        .chain((target) => fc.tuple(fc.constant(target.id), fc.constant(target), hostileMessage(target)))
        .map(([, target, msg]) => Object.defineProperty({ id: target.id, msg }, "target", { value: target }));
      await fc.assert(
        fc.asyncProperty(subject, async (given) => {
          const { target } = given as unknown as { readonly target: Target };
          trace(`${target.id} ${labelOf(given.msg)}`);
          shouldBeSound(target, await ask(target.id, given.msg.make()));
          should(inheritedNames()).eql(before);
          should(requests.strange()).eql([]);
        }),
        parameters,
      );
      // All are still there, and do what they should.
      for (const target of targets) {
        const { done, stray } = await ask(target.id, { ...target.good });
        // Where later records went before, the service takes none of an earlier time.
        if (!/^(respond|import)/.test(target.id)) should(done).eql([undefined], target.id);
        should(done).have.length(1, target.id);
        should(stray).be.empty();
      }
      should(requests.count()).be.above(parameters.numRuns / 10);
      shouldHaveAskedWell();
      shouldTellNoSecret(told(targets.map(({ id }) => id)));
      shouldHaveSavedWell();
    }).timeout(timeoutMs);

  const names = fuzzRun(0.03);

  it(`sends and saves files under names that stay in their place ${names.title}`, async () => {
    const targets = await load();
    const [uploading, saving] = ["upload", "download into a folder"].map((id) =>
      targets.find((each) => each.id === id),
    );
    const { file } = saving?.good as { readonly file: Properties };
    await fc.assert(
      fc.asyncProperty(hostileText, async (name) => {
        trace(labelOf(name));
        const filename = name.make();
        should((await ask("upload", { ...uploading?.good, filename })).done).eql([undefined]);
        const saved = await ask("download into a folder", { file: { ...file, filename } });
        should(saved.done).eql([undefined]);
        shouldHaveAskedWell();
        shouldHaveSavedWell();
      }),
      names.parameters,
    );
  }).timeout(names.timeoutMs);

  const hardly = fuzzRun(0.02);

  it(`answers what is hardly a message ${hardly.title}`, async () => {
    const targets = await load();
    const subject = fc.record({ id: fc.constantFrom(...targets.map(({ id }) => id)), msg: anySpecimen });
    await fc.assert(
      fc.asyncProperty(subject, async ({ id, msg }) => {
        trace(`${id} ${labelOf(msg)}`);
        const made = msg.make();
        // Of nothing at all Node-RED makes a message before it comes here.
        fc.pre(isReadable(made) && !isShared(made));
        const { done, stray } = await ask(id, made);
        should(stray).be.empty();
        should(done).have.length(1);
      }),
      hardly.parameters,
    );
    shouldTellNoSecret(told(targets.map(({ id }) => id)));
  }).timeout(hardly.timeoutMs);
});

/** Node-RED itself looks for the id of each message. */
function isReadable(value: unknown): boolean {
  try {
    return Boolean(value) && (value as Properties)["_msgid"] !== value;
  } catch {
    return false;
  }
}

/** Not to be written on: everybody's. */
function isShared(value: unknown): boolean {
  return value === globalThis || value === Object.prototype;
}
