import { tmpdir } from "node:os";
import should from "should";
import { wholeLists } from "../support/whole-lists";
import { askNode, everyNodeFlow } from "./every-node-flow";
import type { OurNode } from "./every-node-flow";
import type { FlowNode } from "./node-red-process";
import { appNode, send, sendFlow } from "./send-flow";
import type { Changes } from "./send-flow";
import { useNodeRed } from "./use-node-red";
import { waitForStatus } from "./wait-for-status";

/** Something that goes wrong, and what the person at the editor gets. */
interface Case {
  readonly name: string;
  /** Of the app node; `null`: none is chosen. */
  readonly app?: Changes | null;
  readonly credentials?: Changes;
  /** Of the send node. */
  readonly node?: Changes;
  readonly given?: unknown;
  readonly code: string;
  /** The field at fault. */
  readonly path?: string;
  /** What the error's text must mention. */
  readonly says: readonly RegExp[];
  readonly statusCode?: number;
  /** Whether only the service can know. */
  readonly asksTheService?: boolean;
  readonly status?: "grey" | "red";
}

/** A text that makes the body of a message to `a` so many bytes long. */
const textOfBody = (bytes: number): string => "x".repeat(bytes - '{"to":["a"],"type":"txt","body":{"msg":""}}'.length);

const location = {
  messageType: "loc",
  lat: "lat",
  latType: "msg",
  lng: "17",
  lngType: "str",
  addr: "Bed 3",
  addrType: "str",
};
const custom = {
  messageType: "custom",
  customEvent: "reading",
  customEventType: "str",
  customExts: "exts",
  customExtsType: "msg",
};
const seventeen = Object.fromEntries(Array.from({ length: 17 }, (_, index) => [`key${index}`, "value"]));

const cases: readonly Case[] = [
  { name: "no app is chosen", app: null, code: "CHAT_NOT_CONFIGURED", path: "app", says: [], status: "grey" },
  {
    name: "the app key has no #",
    app: { appKey: "farmco" },
    code: "CHAT_NOT_CONFIGURED",
    path: "appKey",
    says: [/#/],
    status: "grey",
  },
  {
    name: "a credential names an environment variable that is not set",
    credentials: { clientSecret: "${SECRET_THAT_NOBODY_SET}" },
    code: "CHAT_NOT_CONFIGURED",
    path: "clientSecret",
    says: [/SECRET_THAT_NOBODY_SET/],
    status: "grey",
  },
  {
    name: "the client secret is wrong",
    credentials: { clientSecret: "not-the-secret" },
    code: "CHAT_UNAUTHORIZED",
    says: [],
    statusCode: 400,
    asksTheService: true,
  },
  {
    name: "the ready token is wrong",
    app: { auth: "token" },
    credentials: { token: "not-the-token" },
    code: "CHAT_UNAUTHORIZED",
    says: [],
    statusCode: 401,
    asksTheService: true,
  },
  {
    name: "the app is not on this cluster",
    app: { appKey: "farmco#elsewhere" },
    code: "CHAT_NOT_FOUND",
    says: [],
    statusCode: 404,
    asksTheService: true,
  },
  { name: "there are no recipients", given: { text: "hello" }, code: "CHAT_INVALID_INPUT", path: "to", says: [] },
  {
    name: "the list of recipients is empty",
    given: { to: [], text: "hello" },
    code: "CHAT_INVALID_INPUT",
    path: "to",
    says: [],
  },
  {
    name: "the recipient is a number",
    given: { to: 7, text: "hello" },
    code: "CHAT_INVALID_INPUT",
    path: "to",
    says: [],
  },
  {
    name: "the list of recipients holds an empty id",
    given: { to: ["ann", ""], text: "hello" },
    code: "CHAT_INVALID_INPUT",
    path: "to[1]",
    says: [],
  },
  { name: "the text is empty", given: { to: "ann", text: "" }, code: "CHAT_INVALID_INPUT", path: "text", says: [] },
  {
    name: "the body has one byte too many even for one recipient",
    given: { to: "a", text: textOfBody(5_121) },
    code: "CHAT_TOO_LARGE",
    says: [/5[.,\s]?121/, /5[.,\s]?120/],
  },
  {
    name: "customExts has 17 entries",
    node: custom,
    given: { to: "ann", exts: seventeen },
    code: "CHAT_INVALID_INPUT",
    path: "customExts",
    says: [/17/, /16/],
  },
  {
    name: "customExts holds a number",
    node: custom,
    given: { to: "ann", exts: { celsius: 21 } },
    code: "CHAT_INVALID_INPUT",
    path: "customExts",
    says: [/celsius/],
  },
  {
    name: "a latitude is north",
    node: location,
    given: { to: "ann", lat: "north" },
    code: "CHAT_INVALID_INPUT",
    path: "lat",
    says: [],
  },
];

/** The same for the nodes of files and the past. */
interface FileCase extends Pick<Case, "name" | "code" | "path" | "says"> {
  readonly node: OurNode;
  readonly given: Changes;
}

const folder = tmpdir();
const record = { from: "ann", target: "bob", type: "txt", body: { msg: "hello" }, msg_timestamp: 1_700_000_000_000 };
const page = Buffer.from("<!doctype html><html><body>404 Not Found</body></html>");

const fileCases: readonly FileCase[] = [
  {
    name: "a file has 11 MB",
    node: "upload",
    given: { file: `data:image/png;base64,${"A".repeat(15_379_116)}` },
    code: "CHAT_TOO_LARGE",
    path: "file",
    says: [/11[.,\s]?534[.,\s]?337/, /10[.,\s]?485[.,\s]?760/],
  },
  {
    name: "a file is missing",
    node: "upload",
    given: { file: "/none/leaf.png" },
    code: "CHAT_INVALID_INPUT",
    path: "file",
    says: [/none[\\/]leaf\.png/],
  },
  {
    name: "a folder is to go up",
    node: "upload",
    given: { file: folder },
    code: "CHAT_INVALID_INPUT",
    path: "file",
    says: [new RegExp(folder.replace(/[^\w]/g, "\\$&"))],
  },
  {
    name: "a data: URI is not base64",
    node: "upload",
    given: { file: "data:,leaf" },
    code: "CHAT_INVALID_INPUT",
    path: "file",
    says: [/base64/],
  },
  {
    name: "a page is to be sent as a picture",
    node: "send",
    given: { to: "ann", bytes: page.toString("base64") },
    code: "CHAT_INVALID_INPUT",
    path: "file",
    says: [/text\/html/],
  },
  {
    name: "a file is to be saved where no folder is",
    node: "save",
    given: { file: "a3c9d2e0-91c5-11ee-9f10-cb1d2e3f4a5b", path: "/none/leaf.png" },
    code: "CHAT_INVALID_INPUT",
    path: "path",
    says: [/none/],
  },
  {
    name: "the hour is 25",
    node: "history",
    given: { start: "2025100925" },
    code: "CHAT_INVALID_INPUT",
    path: "start",
    says: [/2025100925/],
  },
  {
    name: "the last hour is before the first",
    node: "history",
    given: { start: "2025100908", end: "2025100907" },
    code: "CHAT_INVALID_INPUT",
    path: "end",
    says: [/2025100908/, /2025100907/],
  },
  {
    name: "a record comes from nobody",
    node: "import",
    given: { records: [record, { ...record, from: undefined }] },
    code: "CHAT_INVALID_INPUT",
    path: "records[1].from",
    says: [],
  },
  {
    name: "a record's target is a list",
    node: "import",
    given: { records: { ...record, target: ["bob"] } },
    code: "CHAT_INVALID_INPUT",
    path: "records.target",
    says: [],
  },
  {
    name: "a record's timestamp is 0",
    node: "import",
    given: { records: { ...record, msg_timestamp: 0 } },
    code: "CHAT_INVALID_INPUT",
    path: "records.msg_timestamp",
    says: [],
  },
];

describe("what goes wrong in a real Node-RED 4.1", function () {
  this.timeout(60_000);
  const { emulator, nodeRed } = useNodeRed({
    settings: { logging: { console: { level: "trace" } }, apiMaxLength: "20mb" },
  });

  for (const wrong of cases) {
    const { name, given = { to: "ann", text: "hello" }, code, path, says } = wrong;
    it(`${code} reaches the Catch node when ${name}`, async () => {
      await nodeRed().deploy(flowOf(wrong));
      const { caught } = await send(nodeRed(), given);
      should(caught).be.ok();
      should(caught?.error.code).equal(code);
      should(caught?.chatError).containEql({ code, outcome: "not-sent" });
      if (path !== undefined) should(caught?.chatError.issues?.map((issue) => issue.path)).containEql(path);
      for (const part of says) should(caught?.error.message).match(part);
      should(caught?.statusCode).equal(wrong.statusCode);
      // Worded, not only named.
      should(caught?.error.message).match(/[a-z]+ [a-z]+ [a-z]+/i);
      should(caught?.error.message).not.match(/\b(error|problem)\.[\w-]+|__\w+__/);
      if (wrong.asksTheService !== true) should(emulator.requests()).be.empty();
      should(emulator.messages()).be.empty();
      const status = await waitForStatus(nodeRed().url(), "send", { fill: wrong.status ?? "red", shape: "ring" });
      should(status.text).endWith(`status.${code}`);
      should(nodeRed().running()).be.true();
    });
  }

  describe("with files and the past", () => {
    before(() => nodeRed().deploy(everyNodeFlow(appNode(emulator))));

    for (const { name, node, given, code, path, says } of fileCases) {
      it(`${code} reaches the Catch node when ${name}`, async () => {
        const { caught } = await askNode(nodeRed(), node, given);
        should(caught?.chatError).match(wholeLists({ code, outcome: "not-sent", issues: [{ path }] }));
        for (const part of says) should(caught?.error.message).match(part);
        should(caught?.error.message).match(/[a-z]+ [a-z]+ [a-z]+/i);
        should(caught?.error.message).not.match(/\b(error|problem)\.[\w-]+|__\w+__/);
        should(emulator.requests()).be.empty();
        should(nodeRed().running()).be.true();
      });
    }
  });

  it("sends a body that has exactly as many bytes as are allowed", async () => {
    await nodeRed().deploy(sendFlow(appNode(emulator)));
    should(await send(nodeRed(), { to: "a", text: textOfBody(5_120) })).have.property("passedOn");
    should(emulator.requests("send").map(({ body }) => Buffer.byteLength(body))).eql([5_120]);
  });

  it("answers a hundred bad messages with a hundred errors, and a good one after them", async () => {
    await nodeRed().deploy(sendFlow(appNode(emulator)));
    const outcomes = await Promise.all(Array.from({ length: 100 }, () => send(nodeRed(), { to: 7, text: null })));
    should(outcomes.filter(({ caught }) => caught?.error.code === "CHAT_INVALID_INPUT")).have.length(100);
    should(await send(nodeRed(), { to: "ann", text: "still here" })).have.property("passedOn");
  });

  it("lets no token, secret or text of a message into the log", async () => {
    await nodeRed().deploy(sendFlow(appNode(emulator)));
    await send(nodeRed(), { to: "ann", text: "a private word" });
    const { clientSecret, appCertificate, readyToken } = emulator.app;
    const tokens = emulator.requests().map(({ headers }) => headers["authorization"]?.replace(/^Bearer /, ""));
    const secrets = [
      clientSecret,
      appCertificate,
      readyToken,
      "not-the-secret",
      "not-the-token",
      "a private word",
      ...tokens,
    ];
    const log = nodeRed().lines().join("\n");
    should(log).match(/agora-chat/);
    for (const secret of secrets) if (secret !== undefined) should(log.includes(secret)).be.false();
    should(log).not.match(/unhandled|uncaught/i);
  });

  function flowOf({ app, credentials, node }: Case): readonly FlowNode[] {
    return sendFlow(app === null ? undefined : appNode(emulator, app, credentials), node);
  }
});
