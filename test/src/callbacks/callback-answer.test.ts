import { once } from "node:events";
import { createServer } from "node:http";
import type { Server, ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import should from "should";
import { answerCallback, refuseCallback } from "../../../src/callbacks/callback-answer";

describe("the answer to a callback", () => {
  let server: Server | undefined;

  afterEach(() => {
    server?.closeAllConnections();
    server?.close();
  });

  async function ask(answer: (response: ServerResponse) => void): Promise<Response> {
    server = createServer((_request, response) => answer(response)).listen(0, "127.0.0.1");
    await once(server, "listening");
    return fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}`, { method: "POST" });
  }

  it("says how long it is, in bytes", async () => {
    const response = await ask((each) => answerCallback(each, '{"valid":false,"code":"zu spät"}'));
    should(response.status).equal(200);
    should(response.headers.get("content-length")).equal("33");
    should(await response.json()).eql({ valid: false, code: "zu spät" });
  });

  for (const [status, name, value] of [
    [405, "allow", "POST"],
    [503, "retry-after", "5"],
    [408, "connection", "close"],
    [401, "content-length", "0"],
  ] as const) {
    it(`refuses without a word: ${status}`, async () => {
      const response = await ask((each) => refuseCallback(each, status));
      should(response.status).equal(status);
      should(response.headers.get(name)).equal(value);
      should(await response.text()).equal("");
    });
  }

  it("is given once, whoever comes second", async () => {
    const response = await ask((each) => {
      answerCallback(each, "{}");
      refuseCallback(each, 500);
      answerCallback(each, '{"valid":false}');
    });
    should(response.status).equal(200);
    should(await response.text()).equal("{}");
  });
});
