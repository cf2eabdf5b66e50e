import http from "node:http";
import https from "node:https";
import type { RequestOptions } from "node:http";
import should from "should";
import type { AdapterRequest } from "../../../../src/client/http/adapter";
import { jsonAdapter } from "../../../../src/client/http/json-adapter";

const agents = { httpAgent: new http.Agent(), httpsAgent: new https.Agent() };

/** What is asked of Node.js' client, which then makes no request. */
async function askedFor(request: Partial<AdapterRequest>): Promise<RequestOptions> {
  let asked: RequestOptions = {};
  const stop = new Error("nobody makes it");
  const failure: unknown = await jsonAdapter({
    ...{ agents, method: "POST", url: new URL("https://chat.example/a/b"), headers: {}, maxContentLength: 10 },
    ...{ params: undefined, data: "{}" },
    transport: {
      request(options) {
        asked = options;
        throw stop;
      },
    },
    ...request,
  }).catch((error: unknown) => error);
  should(failure).equal(stop);
  return asked;
}

describe("the adapter for JSON", () => {
  it("takes the agent and the names of the address's protocol, host and port", async () => {
    should(await askedFor({})).match({ protocol: "https:", hostname: "chat.example", port: "", path: "/a/b" });
    const plain = await askedFor({ url: new URL("http://[::1]:8080/x") });
    should(plain).match({ protocol: "http:", hostname: "::1", port: "8080", path: "/x" });
    should(plain.agent).equal(agents.httpAgent);
    should(plain.headers).containDeep(["host", "[::1]:8080"]);
    should((await askedFor({})).agent).equal(agents.httpsAgent);
  });

  it("writes what is asked behind the path, beside what the address has", async () => {
    const { path } = await askedFor({
      url: new URL("https://chat.example/a?x=1"),
      params: { useMsgId: "true", y: "a b&c" },
    });
    should(path).equal("/a?x=1&useMsgId=true&y=a+b%26c");
  });

  it("announces the length in bytes, and writes nothing into a header that does not belong there", async () => {
    const { headers } = await askedFor({ data: '"ä"', headers: { a: " x\r\ny: z\u0000 ", b: "\ud83c\udf31" } });
    should(headers).eql([
      ...["host", "chat.example", "accept-encoding", "gzip, deflate, br"],
      ...["a", "xy: z", "b", "", "content-length", "4"],
    ]);
  });
});
