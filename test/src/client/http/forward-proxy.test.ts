import http from "node:http";
import type { RequestListener } from "node:http";
import should from "should";
import type { Call } from "../../../../src/client/call";
import { context, failureOf } from "../use-client";
import { useTransport, withEnvironment } from "./use-transport";

const call: Call = { operation: "send-message", method: "POST", path: "messages/users", json: "{}", signedIn: true };

describe("a forward proxy", () => {
  const { transport, listening } = useTransport({ name: "", options: {}, environment: {} });
  const asked: (string | undefined)[] = [];
  beforeEach(() => asked.splice(0));

  const answers =
    (by: string): RequestListener =>
    (request, response) => {
      if (by === "proxy") asked.push(request.url);
      response.end(JSON.stringify({ by }));
    };

  it("is used where the app names one, with whole addresses", async () => {
    const port = await listening(http.createServer(answers("proxy")));
    const { send } = transport({
      baseUrl: "http://chat.example:8080",
      proxyFor: () => ({ host: "127.0.0.1", port, protocol: "http" }),
    });
    should((await send(call, context)).body).eql({ by: "proxy" });
    should(asked).eql(["http://chat.example:8080/farmco/greenhouse/messages/users"]);
  });

  it("is asked for nothing where nobody waits any more before it is asked", async () => {
    const port = await listening(http.createServer(answers("proxy")));
    const stop = new AbortController();
    const { send } = transport({
      baseUrl: "http://chat.example",
      proxyFor: () => ({ host: "127.0.0.1", port, protocol: "http" }),
    });
    const failure = failureOf(send(call, { signal: stop.signal }));
    stop.abort();
    should(await failure).match({ code: "CHAT_STOPPED", details: { outcome: "not-sent" } });
    // A call that did go out would be there before this one.
    await send(call, context);
    should(asked).have.length(1);
  });

  it("is the environment's where the app names none, and not for hosts that either excepts", async () => {
    const port = await listening(http.createServer(answers("proxy")));
    const service = `http://127.0.0.1:${await listening(http.createServer(answers("service")))}`;
    const restore = withEnvironment({ HTTP_PROXY: `http://127.0.0.1:${port}`, NO_PROXY: "localhost" });
    try {
      should((await transport({ baseUrl: "http://chat.example" }).send(call, context)).body).eql({ by: "proxy" });
      const excepted = [
        { baseUrl: service.replace("127.0.0.1", "localhost") },
        { baseUrl: service, proxyFor: () => false as const },
      ];
      for (const options of excepted)
        should((await transport(options).send(call, context)).body).eql({ by: "service" });
    } finally {
      restore();
    }
    should(asked).eql(["http://chat.example/farmco/greenhouse/messages/users"]);
  });
});
