import should from "should";
import { bytesLeft, say } from "../../../../src/emulator/page/say";
import { wholeLists } from "../../../support/whole-lists";

const left = (text: string): number => bytesLeft({ from: "alice", chatType: "users", to: "greenhouse", text });

describe("the room for a text", () => {
  it("is 5 KB with what is around it, counted in bytes as they are sent", () => {
    const around = '{"from":"alice","chatType":"users","to":"greenhouse","type":"txt","body":{"msg":""}}'.length;
    should(left("")).equal(5_120 - around);
    should(left("frost")).equal(5_120 - around - 5);
    should(left("霜")).equal(5_120 - around - 3);
    should(left("\n")).equal(5_120 - around - 2);
    should(left("x".repeat(5_120))).equal(-around);
  });
});

describe("saying something to the emulator", () => {
  const realFetch = globalThis.fetch;
  const saying = { from: "alice", chatType: "users", to: "greenhouse", text: "frost" } as const;

  afterEach(() => {
    globalThis.fetch = realFetch;
  });

  function answerWith(status: number, body: string): readonly RequestInit[] {
    const asked: RequestInit[] = [];
    globalThis.fetch = (_address, request = {}) => {
      asked.push(request);
      return Promise.resolve(new Response(body, { status }));
    };
    return asked;
  }

  it("gives the message back as it was sent", async () => {
    const message = { id: "1", timestamp: 5, chatType: "users", from: "alice", to: "greenhouse", type: "txt" };
    const asked = answerWith(200, JSON.stringify({ message: { ...message, body: { msg: "Frost!" } } }));
    should(await say(saying)).match({ state: "said", message: { id: "1", body: { msg: "Frost!" }, said: true } });
    should(asked).match(wholeLists([{ method: "POST", headers: { "content-type": "application/json" } }]));
    should(JSON.parse(asked[0]?.body as string)).eql({
      ...{ from: "alice", chatType: "users", to: "greenhouse" },
      ...{ type: "txt", body: { msg: "frost" } },
    });
  });

  it("tells a refusal from what is not taken, with the reason where there is one", async () => {
    answerWith(403, JSON.stringify({ error: "no tomatoes here" }));
    should(await say(saying)).eql({ state: "refused", reason: "no tomatoes here" });
    answerWith(403, "");
    should(await say(saying)).eql({ state: "refused", reason: "" });
    answerWith(400, JSON.stringify({ error: "no such group" }));
    should(await say(saying)).eql({ state: "invalid", reason: "no such group" });
    answerWith(500, "<html>");
    should(await say(saying)).eql({ state: "invalid", reason: "HTTP 500" });
  });

  it("says so where nobody answers", async () => {
    globalThis.fetch = () => Promise.reject(new TypeError("fetch failed"));
    should(await say(saying)).eql({ state: "unreachable" });
  });
});
