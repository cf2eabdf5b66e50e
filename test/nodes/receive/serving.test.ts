import type { IncomingHttpHeaders, IncomingMessage } from "node:http";
import should from "should";
import { turns, until } from "../../support/node-flow";
import type { Properties } from "../../support/node-flow";
import { callbackOf, receiveFlow, signed, useReceive } from "./use-receive";
import type { Serving } from "./use-receive";

type Before = NonNullable<Serving["before"]>;

/** What the editor's own server does at the root before flows are asked: it parses every body of JSON. */
const parsed: Before = (request: IncomingMessage & { _body?: boolean; body?: unknown }, response, next) => {
  const chunks: Buffer[] = [];
  request.on("data", (chunk: Buffer) => chunks.push(chunk));
  request.on("end", () => {
    try {
      request.body = JSON.parse(Buffer.concat(chunks).toString());
    } catch {
      response.writeHead(400).end();
      return;
    }
    request._body = true;
    next();
  });
};

/** What an http in node that wants raw bodies leaves behind for whoever listens at its path, too. */
const raw: Before = (request: IncomingMessage & { _body?: boolean; body?: unknown }, _response, next) => {
  const chunks: Buffer[] = [];
  request.on("data", (chunk: Buffer) => chunks.push(chunk));
  request.on("end", () => {
    Object.assign(request, { _body: true, body: Buffer.concat(chunks) });
    next();
  });
};

describe("the receive node behind Node-RED's server", () => {
  const { flow, load, post, heard, errors } = useReceive();

  for (const [name, before] of Object.entries({ "parsed already": parsed, "kept as bytes": raw })) {
    describe(`where the body was ${name}`, () => {
      it("takes it as it is", async () => {
        await load(receiveFlow(), { before });
        should((await post(signed())).status).equal(200);
        await until(() => heard().length === 1);
      });

      it("refuses what will not do", async () => {
        await load(receiveFlow(), { before });
        should((await post([signed()])).status).equal(400);
        should((await post("{")).status).equal(400);
        should((await post(callbackOf())).status).equal(401);
      });

      it("refuses 2 MB", async () => {
        await load(receiveFlow(), { before });
        const large = signed(callbackOf({ text: "x".repeat(2_097_152) }));
        should((await post(large)).status).equal(413);
        should(heard()).be.empty();
      });

      it("measures what came without its length, or packed", async () => {
        let change = (headers: IncomingHttpHeaders): unknown => delete headers["content-length"];
        await load(receiveFlow(), {
          before: (request, response, next) => {
            change(request.headers);
            before(request, response, next);
          },
        });
        const large = signed(callbackOf({ text: "x".repeat(2_097_152) }));
        should((await post(large)).status).equal(413);
        should((await post(signed())).status).equal(200);
        change = (headers) => Object.assign(headers, { "content-length": "100", "content-encoding": "gzip" });
        should((await post(large)).status).equal(413);
        should((await post(signed())).status).equal(200);
      });
    });
  }

  it("goes through httpNodeMiddleware, one or several, in order", async () => {
    const calls: string[] = [];
    const named = (name: string) => (_request: unknown, _response: unknown, next: () => void) => {
      calls.push(name);
      next();
    };
    await load(receiveFlow(), { settings: { httpNodeMiddleware: [named("first"), [named("second")]] } });
    should((await post(signed())).status).equal(200);
    should(calls).eql(["first", "second"]);
    should((await post(signed(), { path: "/elsewhere" })).status).equal(404);
    should(calls).have.length(2);
  });

  it("lets httpNodeMiddleware refuse", async () => {
    const refuse = (_request: unknown, response: { writeHead(status: number): { end(): void } }): void =>
      response.writeHead(403).end();
    await load(receiveFlow(), { settings: { httpNodeMiddleware: refuse } });
    should((await post(signed())).status).equal(403);
    should(heard()).be.empty();
  });

  for (const [name, fail] of Object.entries({
    throws: () => {
      throw new TypeError("a private word");
    },
    "hands on an error": (_request: unknown, _response: unknown, next: (error: Error) => void) =>
      next(new TypeError("a private word")),
    rejects: () => Promise.reject(new TypeError("a private word")),
    "rejects with nothing": () => Promise.reject(undefined as unknown as Error),
    "hands on an error, and rejects with it": (_request: unknown, _response: unknown, next: (error: Error) => void) => {
      const error = new TypeError("a private word");
      next(error);
      return Promise.reject(error);
    },
  })) {
    it(`answers 500 where httpNodeMiddleware ${name}, and tells nobody more than the kind`, async () => {
      await load(receiveFlow(), { settings: { httpNodeMiddleware: fail } });
      const { status, text } = await post(signed());
      should({ status, text }).eql({ status: 500, text: "" });
      const warnings = flow.warnings().join();
      should(warnings).containEql("warning.middleware");
      should(warnings).not.containEql("a private word");
    });
  }

  it("answers once where httpNodeMiddleware goes on, and fails then", async () => {
    let calls = 0;
    const goOnAndFail = (_request: unknown, _response: unknown, next: () => void): Promise<void> => {
      calls += 1;
      next();
      next();
      return Promise.reject(new TypeError("a private word"));
    };
    await load(receiveFlow(), { settings: { httpNodeMiddleware: [goOnAndFail, goOnAndFail] } });
    should((await post(signed())).status).equal(200);
    await until(() => heard().length === 1);
    await turns(3);
    should([heard().length, calls]).eql([1, 2]);
    should(flow.warnings().filter((text) => text.endsWith("warning.middleware"))).have.length(1);
  });

  for (const word of ["route", "router"]) {
    it(`leaves a request to others where httpNodeMiddleware says "${word}", which is no error`, async () => {
      const leave = (_request: unknown, _response: unknown, next: (word: string) => void): void => next(word);
      await load(receiveFlow(), { settings: { httpNodeMiddleware: leave } });
      should((await post(signed())).status).equal(404);
      should(heard()).be.empty();
      should(flow.warnings().filter((text) => text.endsWith("warning.middleware"))).be.empty();
    });
  }

  for (const mode of ["notify", "decide"]) {
    it(`refuses what is still on its way when it stops, so that its repeat meets the next (${mode})`, async () => {
      const held: (() => void)[] = [];
      const hold = (_request: unknown, _response: unknown, next: () => void): unknown =>
        held.length === 0 ? held.push(next) : next();
      await load(receiveFlow({ mode, decideWithin: 60_000 }), { settings: { httpNodeMiddleware: hold } });
      const callback = signed();
      const posting = post(callback);
      await until(() => held.length === 1);
      await flow.deploy(receiveFlow({ mode, decideWithin: 20, name: "next" }), "nodes");
      held[0]?.();
      should((await posting).status).equal(503);
      const again: unknown[] = [];
      flow.node("out").on("input", (msg) => again.push(msg));
      should((await post(callback)).status).equal(200);
      await until(() => again.length === 1);
    });
  }

  it("says once a minute, and without a word of it, that Node-RED could not copy a message", async () => {
    await load(receiveFlow());
    flow.node("receive").send = () => {
      throw new RangeError("a private word");
    };
    for (let time = 0; time < 20; time += 1) should((await post(signed())).status).equal(200);
    await turns(3);
    should(flow.warnings().filter((text) => text.endsWith("warning.callback-uncopied"))).have.length(1);
    should([...flow.warnings(), ...errors()].join()).not.containEql("a private word");
    should(errors()).be.empty();
  });

  it("says in red that flows have no server", async () => {
    await load(receiveFlow(), { settings: { httpNodeRoot: false } });
    const last: Properties = { ...flow.statuses("receive").at(-1) };
    should(last).containEql({ fill: "red" });
    should(String(last["text"])).endWith("status.http-off");
    should(errors()).have.length(1);
  });
});
