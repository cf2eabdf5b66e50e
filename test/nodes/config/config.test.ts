import should from "should";
import { createEmulator } from "../../../src/emulator/emulator";
import * as faults from "../../../src/emulator/faults";
import { useEmulator } from "../../src/emulator/use-emulator";
import { appNode, sendFlow, sendNode, until, useNodeFlow } from "../../support/node-flow";
import type { FlowNode, Outcome, Properties } from "../../support/node-flow";

const message = { to: "ann", text: "hello" };

describe("the config node", () => {
  const { emulator } = useEmulator({ clock: Date.now });
  const other = useEmulator({
    clock: Date.now,
    app: { appKey: "farmco#orchard", clientId: "YXA6b3RoZXI", clientSecret: "YXA6b3RoZXItc2VjcmV0" },
  }).emulator;
  const flow = useNodeFlow();

  function wentWell({ done, caught, completed }: Outcome): void {
    should(caught.map((each) => each["chatError"])).be.empty();
    should(done).eql([undefined]);
    should(completed).have.length(1);
  }

  /** The fields that the error names, for a message that meets this app. */
  async function problemsOf(app: Properties, credentials: Properties = {}): Promise<readonly Problem[]> {
    await flow.load(sendFlow(appNode(emulator, app, credentials)));
    const { done, caught } = await flow.send({ ...message });
    should(done).have.length(1);
    const error = caught[0]?.["chatError"] as { code: string; issues: readonly Problem[] };
    should(error.code).equal("CHAT_NOT_CONFIGURED");
    should(emulator.requests()).be.empty();
    // Once for the log at the deployment, however many messages meet it.
    should(flow.warnings().filter((text) => text.includes("error.CHAT_NOT_CONFIGURED"))).have.length(1);
    return error.issues;
  }

  interface Problem {
    readonly path: string;
    readonly problem: string;
  }

  for (const [auth, calls] of Object.entries({ certificate: 0, secret: 1, token: 0 })) {
    it(`signs in with ${auth}, once for all messages`, async () => {
      await flow.load(sendFlow(appNode(emulator, { auth })));
      (await Promise.all([1, 2, 3].map(() => flow.send({ ...message })))).forEach(wentWell);
      wentWell(await flow.send({ ...message }));
      should(emulator.requests("token")).have.length(calls);
      should(emulator.messages()).have.length(4);
    });
  }

  it("signs in anew once when its token was revoked", async () => {
    await flow.load(sendFlow(appNode(emulator)));
    wentWell(await flow.send({ ...message }));
    emulator.revokeTokens();
    wentWell(await flow.send({ ...message }));
    should(emulator.requests("token")).have.length(2);
  });

  it("takes numbers as text, as the dialog saves them, and its defaults where a flow has none", async () => {
    const numbers = { timeout: "5", callsPerSecond: "50", recipientsPerMinute: "600", groupMessagesPerSecond: "5" };
    await flow.load(
      sendFlow(appNode(emulator, { ...numbers, roomsPerSecond: "", maxAge: null, historyCallsPerMinute: "10" })),
    );
    wentWell(await flow.send({ ...message }));
  });

  it("works for a flow that has nothing but what must be there", async () => {
    const { id, type, host, appKey, credentials } = appNode(emulator);
    await flow.load(sendFlow({ id, type, host, appKey, ...(credentials === undefined ? {} : { credentials }) }));
    wentWell(await flow.send({ ...message }));
    should(emulator.requests("token")).be.empty();
  });

  it("forgives spaces around what was pasted", async () => {
    const { app, url } = emulator;
    const spaced = { clientId: ` ${app.clientId} `, clientSecret: `${app.clientSecret}\n` };
    await flow.load(sendFlow(appNode(emulator, { host: ` ${url}/ `, appKey: ` ${app.appKey} ` }, spaced)));
    wentWell(await flow.send({ ...message }));
  });

  it("keeps the time-out", async () => {
    await flow.load(sendFlow(appNode(emulator, { timeout: "0.05" })));
    emulator.faults.next("send", faults.silent());
    const { caught } = await flow.send({ ...message });
    should(caught[0]?.["chatError"]).containEql({ code: "CHAT_NO_ANSWER", error: "ETIMEDOUT", outcome: "unknown" });
  });

  describe("with environment variables", () => {
    const names = ["AGORA_CHAT_TEST_HOST", "AGORA_CHAT_TEST_SECRET", "AGORA_CHAT_TEST_LIMIT"] as const;

    afterEach(() => {
      for (const name of names) Reflect.deleteProperty(process.env, name);
    });

    it("takes them for properties, numbers and credentials", async () => {
      process.env["AGORA_CHAT_TEST_HOST"] = emulator.url;
      process.env["AGORA_CHAT_TEST_SECRET"] = emulator.app.clientSecret;
      process.env["AGORA_CHAT_TEST_LIMIT"] = "7";
      const app = { host: "${AGORA_CHAT_TEST_HOST}", callsPerSecond: "${AGORA_CHAT_TEST_LIMIT}" };
      await flow.load(sendFlow(appNode(emulator, app, { clientSecret: "${AGORA_CHAT_TEST_SECRET}" })));
      wentWell(await flow.send({ ...message }));
    });

    it("names every one that is not set, but not those of a sign-in that is not used", async () => {
      const app = { host: "${AGORA_CHAT_TEST_HOST}", callsPerSecond: "${AGORA_CHAT_TEST_LIMIT}" };
      const credentials = { clientSecret: "${AGORA_CHAT_TEST_SECRET}", token: "${AGORA_CHAT_NOT_USED}" };
      const problems = await problemsOf(app, credentials);
      should(problems.map(({ path }) => path).sort()).eql(["callsPerSecond", "clientSecret", "host"]);
      for (const { problem } of problems) should(problem).endWith("problem.env-unset");
    });
  });

  describe("says what it lacks:", () => {
    const cases: Readonly<
      Record<string, { app?: Properties; credentials?: Properties; path: string; problem: string }>
    > = {
      "a host": { app: { host: "" }, path: "host", problem: "required" },
      "a host that is an address": { app: { host: "ftp://x" }, path: "host", problem: "bad-host" },
      "a host without a password": { app: { host: "https://a:b@x.io" }, path: "host", problem: "bad-host" },
      "an app key": { app: { appKey: " " }, path: "appKey", problem: "required" },
      "an app key with one #": { app: { appKey: "a#b#c" }, path: "appKey", problem: "bad-app-key" },
      "a dialect that there is": { app: { dialect: "modern" }, path: "dialect", problem: "not-a-choice" },
      "a dialect of its own": { app: { dialect: "toString" }, path: "dialect", problem: "not-a-choice" },
      "a policy that there is": { app: { retry: "always" }, path: "retry", problem: "not-a-choice" },
      "an outbox that there is": { app: { outbox: "paper" }, path: "outbox", problem: "not-a-choice" },
      "the address of a Redis": { app: { outbox: "redis" }, path: "redisUrl", problem: "required" },
      "the address of a Redis that is one": {
        app: { outbox: "redis" },
        credentials: { redisUrl: "http://127.0.0.1" },
        path: "redisUrl",
        problem: "redis-bad-url",
      },
      "the address of a Redis, not the name of a variable": {
        app: { outbox: "redis" },
        credentials: { redisUrl: "${AGORA_CHAT_NOT_SET}" },
        path: "redisUrl",
        problem: "env-unset",
      },
      "a sign-in that there is": { app: { auth: "password" }, path: "auth", problem: "not-a-choice" },
      "a number above 0": { app: { maxAge: "0" }, path: "maxAge", problem: "not-positive" },
      "a number": { app: { timeout: "soon" }, path: "timeout", problem: "not-positive" },
      "a number that ends": { app: { callsPerSecond: Infinity }, path: "callsPerSecond", problem: "not-positive" },
      "a client id": { credentials: { clientId: "" }, path: "clientId", problem: "required" },
      "a client secret": { credentials: { clientSecret: " " }, path: "clientSecret", problem: "required" },
      "a token": { app: { auth: "token" }, credentials: { token: "" }, path: "token", problem: "required" },
      "an app id that is one": {
        app: { auth: "certificate" },
        credentials: { appId: "5a1e" },
        path: "appId",
        problem: "bad-app-id",
      },
      "a certificate that is one": {
        app: { auth: "certificate" },
        credentials: { appCertificate: "x".repeat(32) },
        path: "appCertificate",
        problem: "bad-app-certificate",
      },
      "a TLS node that is there": { app: { tls: "gone" }, path: "tls", problem: "config-missing" },
      "a proxy node that is there": { app: { proxy: "gone" }, path: "proxy", problem: "config-missing" },
    };

    for (const [name, { app = {}, credentials = {}, path, problem }] of Object.entries(cases)) {
      it(name, async () => {
        const problems = await problemsOf(app, credentials);
        should(problems.map((each) => each.path)).eql([path]);
        // What an app is set up with is never brought by a message.
        const words = problem === "required" ? "error.setting-missing" : `problem.${problem}`;
        should(problems[0]?.problem).endWith(`:${words}`);
      });
    }

    it("credentials, when there are none at all", async () => {
      await flow.load(sendFlow({ ...appNode(emulator), credentials: undefined } as unknown as FlowNode));
      const { caught } = await flow.send({ ...message });
      const { issues } = caught[0]?.["chatError"] as { issues: Problem[] };
      should(issues.map(({ path }) => path)).eql(["clientId", "clientSecret"]);
    });
  });

  it("never writes a secret into the log", async () => {
    const secret = "YXA6-a-secret-that-nobody-may-see";
    await flow.load(sendFlow(appNode(emulator, {}, { clientSecret: secret })));
    const { caught } = await flow.send({ ...message });
    should(caught[0]?.["chatError"]).containEql({ code: "CHAT_UNAUTHORIZED" });
    should(JSON.stringify(caught)).not.containEql(secret);
    should(flow.warnings().join("\n")).not.containEql(secret);
  });

  it("keeps two apps apart: each has its own host, token and limits", async () => {
    const orchard = appNode(other, { id: "orchard" });
    const second = sendNode(orchard, { id: "send2" });
    await flow.load(sendFlow(appNode(emulator, { callsPerSecond: 1 }), {}, [orchard, second]));
    const slow = [1, 2].map(() => flow.send({ ...message }));
    const outcomes = await Promise.all([1, 2, 3].map(() => flow.send({ to: "bob", text: "apples" }, "send2")));
    outcomes.forEach(wentWell);
    should(other.messages().map(({ to }) => to)).eql(["bob", "bob", "bob"]);
    should(emulator.messages().map(({ to }) => to)).eql(["ann"]);
    const tokens = [emulator, other].map(({ requests }) => requests("send")[0]?.headers["authorization"]);
    should(tokens[0]).not.equal(tokens[1]);
    await flow.node("send").close(false);
    await Promise.all(slow);
  });

  it("gives two nodes of one app one token and one queue", async () => {
    const app = appNode(emulator, { callsPerSecond: 2 });
    await flow.load(sendFlow(app, {}, [sendNode(app, { id: "send2" })]));
    const sending = ["send", "send2", "send", "send2"].map((id) => flow.send({ ...message }, id));
    await until(() => emulator.messages().length === 2);
    await new Promise((resolve) => setTimeout(resolve, 30));
    should(emulator.messages()).have.length(2);
    should(emulator.requests("token")).have.length(1);
    for (const id of ["send", "send2"]) await flow.node(id).close(false);
    const outcomes = await Promise.all(sending);
    should(outcomes.map(({ done }) => done.length)).eql([1, 1, 1, 1]);
  });

  it("counts what was sent before a deploy, and what another app node of the same app sends", async () => {
    const limited = { callsPerSecond: 2 };
    const twin = appNode(emulator, { id: "twin", ...limited });
    const flowOf = (): readonly FlowNode[] =>
      sendFlow(appNode(emulator, limited), {}, [twin, sendNode(twin, { id: "send2" })]);
    await flow.load(flowOf());
    for (const id of ["send", "send2"]) wentWell(await flow.send({ ...message }, id));
    await flow.deploy(flowOf());
    for (const id of ["send", "send2"]) wentWell(await flow.send({ ...message }, id));
    const [first, , third] = emulator.requests("send").map(({ at }) => at);
    should((third ?? 0) - (first ?? Infinity)).be.above(950);
  });

  it("is taken over by a deployment that changes it", async () => {
    await flow.load(sendFlow(appNode(emulator)));
    wentWell(await flow.send({ ...message }));
    await flow.deploy(sendFlow(appNode(other)), "nodes");
    wentWell(await flow.send({ ...message }));
    should(emulator.messages()).have.length(1);
    should(other.messages()).have.length(1);
  });

  it("works in front of a host that has a path", async () => {
    const third = createEmulator();
    await third.start();
    try {
      await flow.load(sendFlow(appNode(third, { host: `${third.url}/gateway/` })));
      const { caught } = await flow.send({ ...message });
      should(caught[0]?.["chatError"]).containEql({ code: "CHAT_NOT_FOUND" });
      should(third.requests()[0]?.path).startWith("/gateway/farmco/greenhouse/");
    } finally {
      await third.stop();
    }
  });
});
