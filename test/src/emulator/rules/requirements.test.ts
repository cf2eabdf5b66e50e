import should from "should";
import { useEmulator } from "../use-emulator";

const current = { to: ["alice.k"], type: "txt", body: { msg: "" } };
const legacy = { target_type: "users", target: ["alice.k"], msg: { type: "txt", msg: "" } };

/** The request with so much text that its body has exactly so many bytes. */
function ofBytes(request: { body: { msg: string } } | { msg: { msg: string } }, bytes: number, letter = "x"): string {
  const width = Buffer.byteLength(letter);
  const room = bytes - JSON.stringify(request).length;
  const msg = letter.repeat(Math.floor(room / width)) + "x".repeat(room % width);
  return JSON.stringify(
    "body" in request ? { ...request, body: { msg } } : { ...request, msg: { ...request.msg, msg } },
  );
}

describe("what every request must bring", () => {
  const { emulator, post } = useEmulator();

  for (const [resource, request] of [
    ["messages/users", current],
    ["messages", legacy],
  ] as const) {
    it(`is at most 5,120 bytes of UTF-8 for ${resource}`, async () => {
      for (const letter of ["x", "é", "水"]) {
        should((await post(resource, ofBytes(request, 5120, letter))).status).equal(200);
        const { status, json } = await post(resource, ofBytes(request, 5121, letter));
        should(status).equal(413);
        should(json).containEql({
          error: "Request Entity Too Large",
          error_description: "Request Entity Too Large",
        });
      }
      should(emulator.messages()).have.length(3);
    });
  }

  it("is refused with 413 also when it is far too much", async () => {
    should((await post("messages/users", "x".repeat(3_000_000))).status).equal(413);
    should((await post("token", "x".repeat(6_000))).status).equal(413);
    should((await post("messages/users", ofBytes(current, 300))).status).equal(200);
  });

  it("may be called anything by its content type", async () => {
    for (const type of ["text/plain", "application/x-www-form-urlencoded"]) {
      should((await post("messages", ofBytes(legacy, 300), { headers: { "content-type": type } })).status).equal(200);
    }
  });

  it("is UTF-8", async () => {
    const path = `${emulator.url}/farmco/greenhouse/messages/users`;
    const headers = { authorization: `Bearer ${emulator.app.readyToken}` };
    const body = Buffer.from(ofBytes(current, 300).replace("xxx", "\u00ff"), "latin1");
    const response = await fetch(path, { method: "POST", headers, body });
    should(response.status).equal(400);
    should(await response.json()).containEql({ error: "invalid_request_body" });
  });
});

describe("what a strict service asks of every request", () => {
  const { emulator, post } = useEmulator({ strictContentType: true, limits: { callsPerSecond: 1 } });

  it("is JSON by name", async () => {
    for (const type of ["text/plain", "application/x-www-form-urlencoded", "application/jsonp"]) {
      const { status, json } = await post("messages", ofBytes(legacy, 300), { headers: { "content-type": type } });
      should(status).equal(415);
      should(json).containEql({ error: "web_application", error_description: "Unsupported Media Type" });
    }
    const headers = { "content-type": "Application/JSON; charset=utf-8" };
    should((await post("messages", ofBytes(legacy, 300), { headers })).status).equal(200);
  });

  for (const resource of ["messages/users", "messages"]) {
    it(`is checked in order by ${resource}: token, content type, size, JSON, rate, fields`, async () => {
      const plain = { "content-type": "text/plain" };
      const large = "x".repeat(6000);
      should((await post(resource, large, { token: "x", headers: plain })).status).equal(401);
      should((await post(resource, large, { headers: plain })).status).equal(415);
      should((await post(resource, large)).status).equal(413);
      should((await post(resource, "{")).status).equal(400);
      const fieldsWrong = await post(resource, {});
      should(fieldsWrong.status).equal(400);
      should((await post(resource, "{")).status).equal(400);
      should((await post(resource, {})).status).equal(429);
      emulator.clock.advance(1000);
      should((await post(resource, {})).status).equal(400);
    });
  }
});
