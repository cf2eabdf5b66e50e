import helper from "node-red-node-test-helper";
import type { NodeAPI } from "node-red";
import should from "should";
import registerConfig from "../../../nodes/config/config";
import registerSendMessage from "../../../nodes/send-message/send-message";
import * as faults from "../../../src/emulator/faults";
import { useEmulator } from "../../src/emulator/use-emulator";
import { startFrontDoor, startProxy } from "../../support/network";
import { appNode, sendFlow, useNodeFlow } from "../../support/node-flow";
import type { FlowNode, Properties } from "../../support/node-flow";
import { guardedConfig } from "./guarded-config";

interface Answer {
  readonly ok: boolean;
  readonly steps: readonly { readonly step: string; readonly state: string }[];
  readonly failure?: { readonly step: string; readonly reason: string; readonly params: Properties };
  readonly tokenSeconds?: number;
}

/** A mistake in the dialog, and the step and reason that the answer must give. */
interface Case {
  readonly name: string;
  readonly values?: Properties;
  readonly credentials?: Properties;
  readonly fault?: readonly ["token" | "send", ReturnType<typeof faults.unavailable>];
  readonly step: string;
  readonly reason: string;
  readonly params?: Properties;
}

const storedMark = "__PWRD__";
const certificateAuth = { auth: "certificate" };
const tokenAuth = { auth: "token" };

const cases: readonly Case[] = [
  { name: "there is no host", values: { host: "" }, step: "address", reason: "no-host" },
  {
    name: "the host is no address",
    values: { host: "ftp://x" },
    step: "address",
    reason: "bad-host",
    params: { host: "ftp://x" },
  },
  {
    name: "the host's environment variable is not set",
    values: { host: "${AGORA_CHAT_NOT_SET}" },
    step: "address",
    reason: "env-unset",
    params: { name: "AGORA_CHAT_NOT_SET" },
  },
  { name: "nobody listens there", values: { host: "http://127.0.0.1:1" }, step: "address", reason: "refused" },
  {
    name: "nobody answers in time",
    values: { timeout: "0.05" },
    fault: ["token", faults.silent()],
    step: "address",
    reason: "timeout",
    params: { seconds: 0.05 },
  },
  {
    name: "the service is away",
    fault: ["token", faults.unavailable()],
    step: "address",
    reason: "service-error",
    params: { status: 503 },
  },
  { name: "the TLS node is not deployed", values: { tls: "gone" }, step: "address", reason: "not-deployed-config" },
  { name: "the proxy node is not deployed", values: { proxy: "gone" }, step: "address", reason: "not-deployed-config" },
  { name: "there is no app key", values: { appKey: " " }, step: "appKey", reason: "no-app-key" },
  {
    name: "the app key is none",
    values: { appKey: "farmco" },
    step: "appKey",
    reason: "bad-app-key",
    params: { appKey: "farmco" },
  },
  { name: "the app is elsewhere", values: { appKey: "farmco#elsewhere" }, step: "appKey", reason: "unknown-app" },
  {
    name: "there is no app id",
    values: certificateAuth,
    credentials: { appId: "" },
    step: "signIn",
    reason: "no-app-id",
  },
  {
    name: "the app id is none",
    values: certificateAuth,
    credentials: { appId: "5a1e" },
    step: "signIn",
    reason: "bad-app-id",
  },
  {
    name: "there is no certificate",
    values: certificateAuth,
    credentials: { appCertificate: "" },
    step: "signIn",
    reason: "no-app-certificate",
  },
  {
    name: "the certificate is none",
    values: certificateAuth,
    credentials: { appCertificate: "c0ffee" },
    step: "signIn",
    reason: "bad-app-certificate",
  },
  {
    name: "the certificate is another app's",
    values: certificateAuth,
    credentials: { appCertificate: "0".repeat(32) },
    step: "signIn",
    reason: "token-refused",
  },
  { name: "there is no client id", credentials: { clientId: "" }, step: "signIn", reason: "no-client-id" },
  { name: "there is no client secret", credentials: { clientSecret: "" }, step: "signIn", reason: "no-client-secret" },
  {
    name: "the secret's environment variable is not set",
    credentials: { clientSecret: "${AGORA_CHAT_NOT_SET}" },
    step: "signIn",
    reason: "env-unset",
    params: { name: "AGORA_CHAT_NOT_SET" },
  },
  { name: "the secret is wrong", credentials: { clientSecret: "no" }, step: "signIn", reason: "sign-in-refused" },
  { name: "there is no token", values: tokenAuth, credentials: { token: "" }, step: "signIn", reason: "no-token" },
  {
    name: "the token is refused",
    values: tokenAuth,
    credentials: { token: "no-token-at-all" },
    step: "signIn",
    reason: "token-refused",
  },
  {
    name: "there are too many sign-ins",
    fault: ["token", faults.reachLimit()],
    step: "signIn",
    reason: "rate-limited",
  },
  {
    name: "there are too many calls",
    fault: ["send", faults.reachLimit()],
    step: "permission",
    reason: "rate-limited",
  },
  { name: "the app may not do it", fault: ["send", faults.emptyStatus(403)], step: "permission", reason: "forbidden" },
  {
    name: "something else answers",
    fault: ["send", faults.emptyStatus(418)],
    step: "permission",
    reason: "unexpected",
  },
  {
    name: "a page of HTML answers",
    fault: ["send", faults.unavailable(400, { html: true })],
    step: "permission",
    reason: "unexpected",
  },
];

describe("POST agora-chat/test", () => {
  const { emulator } = useEmulator({ clock: Date.now });
  const thief = useEmulator({ clock: Date.now }).emulator;
  const flow = useNodeFlow();

  /** What the dialog says of the emulator's app. */
  const dialog = (values: Properties = {}, credentials: Properties = {}, id = "app"): Properties => {
    const { app, url } = emulator;
    return {
      id,
      values: {
        platform: "agora",
        dialect: "current",
        host: url,
        appKey: app.appKey,
        auth: "secret",
        tls: "_ADD_",
        proxy: "",
        timeout: "30",
        ...values,
      },
      credentials: {
        appId: app.appId,
        appCertificate: app.appCertificate,
        clientId: app.clientId,
        clientSecret: app.clientSecret,
        token: app.readyToken,
        ...credentials,
      },
    };
  };

  async function ask(...args: Parameters<typeof dialog>): Promise<Answer> {
    const { status, body, text } = await helper
      .request()
      .post("/agora-chat/test")
      .send(dialog(...args));
    should(status).equal(200);
    const { clientSecret, appCertificate, readyToken } = emulator.app;
    for (const secret of [clientSecret, appCertificate, readyToken]) should(text).not.containEql(secret);
    return body as Answer;
  }

  const states = ({ steps }: Answer): readonly string[] => steps.map(({ state }) => state);

  describe("before anything is deployed", () => {
    beforeEach(() => flow.load([]));

    for (const [auth, tokenSeconds] of Object.entries({ certificate: 86_400, secret: 7_200, token: undefined })) {
      for (const dialect of ["current", "legacy"]) {
        it(`says that all is well with ${auth}, ${dialect}, and sends nothing to anybody`, async () => {
          const answer = await ask({ auth, dialect });
          should(answer.failure).be.undefined();
          should(answer.ok).be.true();
          should(states(answer)).eql(["ok", "skipped", "ok", "ok", "ok"]);
          if (tokenSeconds === undefined) should(answer.tokenSeconds).be.undefined();
          else should(answer.tokenSeconds).be.within(1, tokenSeconds);
          should(emulator.messages()).be.empty();
        });
      }
    }

    for (const { name, values, credentials, fault, step, reason, params } of cases) {
      it(`says ${reason} at ${step} when ${name}`, async () => {
        if (fault !== undefined) emulator.faults.next(...fault);
        const answer = await ask(values, credentials);
        should(answer.ok).be.false();
        should(answer.failure).containEql({ step, reason });
        if (params !== undefined) should(answer.failure?.params).containEql(params);
        const at = answer.steps.findIndex((each) => each.step === step);
        should(answer.steps[at]?.state).equal("failed");
        should(states(answer).slice(at + 1)).matchEach("skipped");
        should(emulator.messages()).be.empty();
      });
    }

    it("says that the certificate is not trusted", async () => {
      const door = await startFrontDoor(emulator.url);
      try {
        const answer = await ask({ host: door.url });
        should(answer.failure).containEql({ step: "tls", reason: "certificate" });
        should(states(answer)).eql(["ok", "failed", "skipped", "skipped", "skipped"]);
      } finally {
        await door.stop();
      }
    });

    it("takes the first mistake where there are several, as the dialog shows them", async () => {
      should((await ask({ host: "", appKey: "" }, { clientId: "" })).failure?.reason).equal("no-host");
      should((await ask({ appKey: "" }, { clientId: "" })).failure?.reason).equal("no-app-key");
    });

    it("takes environment variables of the process", async () => {
      process.env["AGORA_CHAT_TEST_SECRET"] = emulator.app.clientSecret;
      try {
        should((await ask({}, { clientSecret: "${AGORA_CHAT_TEST_SECRET}" })).ok).be.true();
      } finally {
        delete process.env["AGORA_CHAT_TEST_SECRET"];
      }
    });

    it("has no stored secret to use", async () => {
      const answer = await ask({}, { clientSecret: storedMark });
      should(answer.failure).containEql({ step: "signIn", reason: "secret-other-host" });
      // Nobody was asked, so nothing is called well.
      should(answer.steps.filter(({ state }) => state !== "skipped")).eql([{ step: "signIn", state: "failed" }]);
      should(emulator.requests()).be.empty();
    });

    const { values, credentials } = { values: {}, credentials: {} };
    for (const [name, body] of Object.entries<unknown>({
      nothing: undefined,
      "a list": [],
      "no id": { values, credentials },
      "an id that is a number": { id: 7, values, credentials },
      "no values": { id: "app", credentials },
      "values that are a list": { id: "app", values: [], credentials },
      "credentials that are null": { id: "app", values, credentials: null },
    })) {
      it(`answers 400 to ${name}`, async () => {
        const { status } = await helper.request().post("/agora-chat/test").send(body);
        should(status).equal(400);
      });
    }

    it("finds what lacks in values that are no texts", async () => {
      const odd = { host: 7, appKey: {}, auth: [], tls: 1, proxy: false, timeout: {} };
      should((await ask(odd, { clientId: 1, clientSecret: [] })).ok).be.false();
    });
  });

  describe("of an app that is deployed", () => {
    it("uses the stored secret for the host that it was stored with", async () => {
      await flow.load(sendFlow(appNode(emulator)));
      should((await ask({}, { clientSecret: storedMark })).ok).be.true();
    });

    it("uses stored secrets of every sign-in", async () => {
      await flow.load(sendFlow(appNode(emulator)));
      should((await ask(certificateAuth, { appCertificate: storedMark })).ok).be.true();
      should((await ask(tokenAuth, { token: storedMark })).ok).be.true();
    });

    it("uses them although the app as deployed does not work", async () => {
      await flow.load(sendFlow(appNode(emulator, { appKey: "farmco" })));
      should((await ask({}, { clientSecret: storedMark })).ok).be.true();
    });

    for (const auth of ["certificate", "secret", "token"]) {
      it(`sends no stored secret to another host, signing in with ${auth}`, async () => {
        await flow.load(sendFlow(appNode(emulator, { auth })));
        const marks = { appCertificate: storedMark, clientSecret: storedMark, token: storedMark };
        const answer = await ask({ auth, host: thief.url }, marks);
        should(answer.failure).containEql({ step: "signIn", reason: "secret-other-host", params: { host: thief.url } });
        should(thief.requests()).be.empty();
        should(emulator.requests()).be.empty();
      });
    }

    it("sends typed secrets to another host", async () => {
      await flow.load(sendFlow(appNode(emulator)));
      should((await ask({ host: thief.url })).ok).be.true();
    });

    it("gives no secret of another kind of node away", async () => {
      const broker = (RED: NodeAPI): void => {
        RED.nodes.registerType(
          "broker",
          function construct(this: object, saved) {
            RED.nodes.createNode(this as never, saved);
            Object.assign(this, { host: thief.url });
          },
          { credentials: { clientSecret: { type: "password" } } },
        );
      };
      const node: FlowNode = { id: "other", type: "broker", credentials: { clientSecret: thief.app.clientSecret } };
      await flow.load([...sendFlow(appNode(emulator)), node], [broker, registerConfig, registerSendMessage]);
      const answer = await ask({ host: thief.url }, { clientSecret: storedMark }, "other");
      should(answer.failure?.reason).equal("secret-other-host");
      should(thief.requests()).be.empty();
    });

    it("follows a host that is an environment variable", async () => {
      process.env["AGORA_CHAT_TEST_HOST"] = emulator.url;
      try {
        await flow.load(sendFlow(appNode(emulator, { host: "${AGORA_CHAT_TEST_HOST}" })));
        should((await ask({ host: "${AGORA_CHAT_TEST_HOST}" }, { clientSecret: storedMark })).ok).be.true();
      } finally {
        delete process.env["AGORA_CHAT_TEST_HOST"];
      }
    });

    it("names the environment variable of a stored secret that is not set", async () => {
      await flow.load(sendFlow(appNode(emulator, {}, { clientSecret: "${AGORA_CHAT_NOT_SET}" })));
      const { failure } = await ask({}, { clientSecret: storedMark });
      should(failure).containEql({ reason: "env-unset", params: { name: "AGORA_CHAT_NOT_SET" } });
    });

    it("says that a secret is missing which the dialog takes for stored", async () => {
      await flow.load(sendFlow(appNode(emulator, {}, { clientSecret: "" })));
      should((await ask({}, { clientSecret: storedMark })).failure?.reason).equal("no-client-secret");
    });

    it("sends no stored secret through a proxy or TLS node that was not deployed with it", async () => {
      const proxy = await startProxy();
      try {
        const nodes = [
          { id: "proxy", type: "http proxy", name: "", url: proxy.url, noproxy: [] },
          { id: "tls", type: "tls-config", cert: "", key: "", ca: "", verifyservercert: false },
        ];
        await flow.load([...nodes, ...sendFlow(appNode(emulator))]);
        for (const way of [{ proxy: "proxy" }, { tls: "tls" }]) {
          should((await ask(way, { clientSecret: storedMark })).failure?.reason).equal("secret-other-host");
        }
        should(proxy.requests).be.empty();
        should((await ask({ proxy: "proxy" })).ok).be.true();

        await flow.deploy([...nodes, ...sendFlow(appNode(emulator, { proxy: "proxy", tls: "tls" }))], "full");
        should((await ask({ proxy: "proxy", tls: "tls" }, { clientSecret: storedMark })).ok).be.true();
      } finally {
        await proxy.stop();
      }
    });

    it("goes through a deployed TLS node", async () => {
      const door = await startFrontDoor(emulator.url);
      try {
        const tls = { id: "tls", type: "tls-config", cert: "", key: "", ca: "", verifyservercert: true };
        await flow.load([{ ...tls, credentials: { cadata: door.certificate } }, ...sendFlow(appNode(emulator))]);
        const answer = await ask({ host: door.url, tls: "tls" });
        should(answer.ok).be.true();
        should(states(answer)).eql(["ok", "ok", "ok", "ok", "ok"]);
      } finally {
        await door.stop();
      }
    });

    it("leaves the app's own token and messages alone", async () => {
      await flow.load(sendFlow(appNode(emulator)));
      await ask();
      const { done } = await flow.send({ to: "ann", text: "hello" });
      should(done).eql([undefined]);
      should(emulator.requests("token")).have.length(2);
    });
  });

  it("is for those who may change flows", async () => {
    const asked: string[] = [];
    await flow.load([], [guardedConfig(asked), registerSendMessage]);
    const { status } = await helper.request().post("/agora-chat/test").send(dialog());
    should(asked).eql(["agora-chat.write"]);
    should(status).equal(401);
    should(emulator.requests()).be.empty();
  });
});
