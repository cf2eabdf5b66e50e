import { createHash } from "node:crypto";
import { Agent, request } from "node:http";
import type { IncomingMessage } from "node:http";
import fc from "fast-check";
import should from "should";
import {
  callbackOf,
  receiveFlow,
  receiveNode,
  respondNode,
  secret,
  signed,
  useReceive,
} from "../nodes/receive/use-receive";
import { turns, until } from "../support/node-flow";
import type { Message, Properties } from "../support/node-flow";
import { fuzzRun, trace } from "./fuzz-run";
import { inheritedNames } from "./prototypes";
import { anySpecimen, hostileText, labelOf } from "./specimen";
import type { Specimen } from "./specimen";

/** A request to a receive node. */
interface Call {
  readonly path: string;
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Buffer;
}

/** What came back; `undefined` where the connection ended without an answer. */
type Status = number | undefined;

const statuses: readonly Status[] = [200, 400, 401, 405, 408, 413, 503];

/** Fields of callbacks that mean something, and some that mean something to JavaScript. */
const names = [
  ...["callId", "eventType", "timestamp", "chat_type", "from", "to", "msg_id", "payload", "securityVersion", "appkey"],
  ...["security", "event", "operator", "status", "reason", "user", "host", "__proto__", "constructor", "toString"],
];

const values: fc.Arbitrary<unknown> = fc.oneof(
  fc.jsonValue({ maxDepth: 3 }),
  fc.constantFrom<unknown>("", 0, -1, 1e300, null, "chat", "groupchat", "recall", "muc", "edit", "group_op_event"),
  fc.constantFrom<unknown>("chat_offline", "online", "a#b_c@d/e", "#", "@", "x".repeat(600), String(Date.now()), [[]]),
  fc.constantFrom<unknown>({ bodies: [null] }, { bodies: 7 }, { type: "txt" }, { operation: "presence" }, { to: {} }),
);

/** Most are signed as they should be, some are signed and then changed. */
const fields: fc.Arbitrary<string> = fc
  .record({
    changes: fc.array(fc.tuple(fc.constantFrom(...names), values), { maxLength: 4 }),
    by: fc.constantFrom(secret, secret, secret, "", "other", "S3CR3T"),
    after: fc.array(fc.tuple(fc.constantFrom(...names), values), { maxLength: 1 }),
  })
  .map(({ changes, by, after }) => {
    const callback = own(signed(own(callbackOf(), changes), by), after);
    return JSON.stringify(callback);
  });

/** Signed as it should be, and nested deeper than the stack reaches. */
const deep: fc.Arbitrary<string> = fc.tuple(fields, fc.constantFrom(100, 5_000, 100_000)).map(([text, depth]) => {
  return text.replace(/\}$/, `,"payload":{"ext":${"[".repeat(depth)}${"]".repeat(depth)}}}`);
});

const body: fc.Arbitrary<string | Buffer> = fc.oneof(
  { arbitrary: fields, weight: 96 },
  { arbitrary: deep, weight: 4 },
  { arbitrary: fc.json({ maxDepth: 4 }), weight: 16 },
  { arbitrary: fc.uint8Array({ maxLength: 300 }).map((bytes) => Buffer.from(bytes)), weight: 8 },
  { arbitrary: fc.tuple(fields, fc.nat()).map(([text, at]) => text.slice(0, at % text.length)), weight: 16 },
  { arbitrary: fc.constantFrom("[".repeat(100_000), '{"a":'.repeat(100_000), "\ufeff{}", "null", "[]"), weight: 8 },
  { arbitrary: fc.constantFrom("x".repeat(1_048_577), `{"x":"${"x".repeat(900_000)}"}`), weight: 1 },
);

const call: fc.Arbitrary<Call> = fc.record({
  path: fc.constantFrom("/chat", "/chat", "/open", "/decide", "/chat/", "/chat?a=%zz"),
  method: fc.oneof(
    { arbitrary: fc.constant("POST"), weight: 12 },
    { arbitrary: fc.constantFrom("GET", "HEAD", "PUT", "DELETE", "OPTIONS", "PATCH", "TRACE", "PROPFIND"), weight: 1 },
  ),
  headers: fc.dictionary(
    fc.constantFrom("content-type", "content-encoding", "x-http-method-override", "cookie", "origin", "range"),
    fc.constantFrom(
      "application/json",
      "text/plain",
      "gzip",
      "DELETE",
      "__proto__=1",
      "null",
      "bytes=0-",
      "multipart/x",
    ),
    { maxKeys: 2 },
  ),
  body,
});

describe("the receive node, called by anybody with anything", () => {
  const { flow, load, port, post, heard, errors } = useReceive();
  const agent = new Agent({ keepAlive: true });
  after(() => agent.destroy());

  function ask({ path, method, headers, body }: Call): Promise<Status> {
    return new Promise((resolve) => {
      const sending = request(
        { port: port(), path, method, agent, headers: { ...headers, "content-length": Buffer.byteLength(body) } },
        (answer: IncomingMessage) => answer.resume().on("end", () => resolve(answer.statusCode)),
      );
      // Refused before all of it was sent.
      sending.on("error", () => resolve(undefined));
      sending.end(body);
    });
  }

  const nodes = [
    ...receiveFlow({ wires: [["out"]], ignoreSenders: "" }, [
      receiveNode({ id: "receive-open", path: "open", credentials: {}, ignoreSenders: "", wires: [["open"]] }),
      {
        ...receiveNode({ id: "receive-decide", path: "decide", mode: "decide", decideWithin: 1 }),
        wires: [["decided"]],
      },
    ]),
    ...["open", "decided"].map((id) => ({ id, type: "helper", z: "tab", x: 1, y: 1 })),
  ];

  const { parameters, title, timeoutMs } = fuzzRun(0.25);

  it(`answers with one of its statuses, and believes only what is signed ${title}`, async () => {
    await load(nodes);
    const before = inheritedNames();
    const believable = new Set<unknown>();
    let refused = 0;
    await fc.assert(
      fc.asyncProperty(call, async (given) => {
        trace(JSON.stringify(given).slice(0, 10_000));
        const [callId, isGenuine] = signatureOf(given.body);
        if (isGenuine) believable.add(callId);
        const counts = ["out", "decided"].map((id) => heard(id).length);
        const status = await ask(given);
        await turns(2);
        should(statuses).containEql(status);
        if (status !== 200) refused += 1;
        const isNew = ["out", "decided"].some((id, index) => heard(id).length > (counts[index] ?? 0));
        const isBelieved = isGenuine && given.method === "POST" && !given.path.startsWith("/open");
        if (isNew) should(isBelieved).be.true("it believed what nobody signed");
        should(inheritedNames()).eql(before);
      }),
      parameters,
    );
    for (const id of ["out", "decided"]) {
      for (const msg of heard(id)) should(believable.has((msg["callback"] as Properties)["callId"])).be.true();
    }
    should(errors()).be.empty();
    should(refused).be.above(0);
    should(heard("out").length).be.above(0);
    should((await post(signed())).status).equal(200);
  }).timeout(timeoutMs);

  const slow = fuzzRun(0.04);

  it(`is answered something that the service can read, whatever the flow says ${slow.title}`, async () => {
    const typed = Object.fromEntries(
      ["allow", "code", "body"].flatMap((name) => [
        [name, name],
        [`${name}Type`, "msg"],
      ]),
    );
    await load(receiveFlow({ mode: "decide", decideWithin: 20_000 }, [respondNode(typed)]));
    const before = inheritedNames();
    const value: fc.Arbitrary<Specimen> = fc.oneof(anySpecimen, hostileText);
    const verdict = fc.record(
      { allow: fc.oneof(fc.boolean(), value), code: value, body: value },
      { requiredKeys: ["allow"] },
    );
    await fc.assert(
      fc.asyncProperty(verdict, async (given) => {
        const said = Object.entries(given).map(([name, each]) => [name, each] as const);
        trace(said.map(([name, each]) => `${name}: ${typeof each === "boolean" ? each : labelOf(each)}`).join(", "));
        const already = heard().length;
        const answering = post(signed());
        await until(() => heard().length > already);
        const fields = said.map(([name, each]) => [name, typeof each === "boolean" ? each : each.make()]);
        const msg = { ...(heard().at(-1) as Message), ...(Object.fromEntries(fields) as Properties) };
        const { done } = await flow.send(msg, "respond");
        should(done).have.length(1);
        const [error] = done as readonly ({ readonly code?: string } | undefined)[];
        if (error !== undefined) should(error.code).match(/^CHAT_/);
        const { status, text } = await answering;
        should(status).equal(200);
        should(text.length).be.belowOrEqual(1_000);
        should((JSON.parse(text) as Properties)["valid"]).be.a.Boolean();
        should(inheritedNames()).eql(before);
      }),
      slow.parameters,
    );
  }).timeout(slow.timeoutMs);
});

/** Puts properties on a copy, `__proto__` as one of its own. */
function own(object: Properties, changes: readonly (readonly [string, unknown])[]): Record<string, unknown> {
  const copy = { ...object };
  for (const [name, value] of changes) {
    Object.defineProperty(copy, name, { value, enumerable: true, writable: true, configurable: true });
  }
  return copy;
}

/** Worked out anew, from the vendor's rule: MD5 of call, secret and time. @returns the call and whether it is signed */
function signatureOf(body: string | Buffer): readonly [callId: unknown, isGenuine: boolean] {
  try {
    const { callId, timestamp, security } = JSON.parse(String(body)) as Properties;
    const digest = createHash("md5")
      .update(`${String(callId)}${secret}${String(timestamp)}`)
      .digest("hex");
    return [callId, security === digest];
  } catch {
    return [undefined, false];
  }
}
