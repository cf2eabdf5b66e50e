import should from "should";
import { reachLimit } from "../../../../src/emulator/faults";
import { useEmulator } from "../use-emulator";

const asked = {
  origin: "http://localhost:1234",
  "access-control-request-method": "POST",
  "access-control-request-headers": "authorization,restrict-access",
};

describe("browsers and the service", () => {
  const { emulator, ask, get, post } = useEmulator();
  const preflight = (resource: string) =>
    ask(`/farmco/greenhouse/${resource}`, undefined, { method: "OPTIONS", token: null, headers: asked });

  it("may call from any page: they are told so before they call", async () => {
    for (const [resource, methods] of [
      ["chatfiles", "POST, OPTIONS"],
      ["chatfiles?chat-type=CHAT", "POST, OPTIONS"],
      ["chatfiles/a3c9d2e0-91c5-11ee-9f10-cb1d2e3f4a5b", "GET, OPTIONS"],
      ["token", "POST, OPTIONS"],
      ["users/alice.k/user_channel", "DELETE, OPTIONS"],
    ] as const) {
      const { status, headers, text } = await preflight(resource);
      should([status, text]).eql([200, ""]);
      should(headers.get("access-control-allow-origin")).equal("*");
      should(headers.get("access-control-allow-methods")).equal(methods);
      const allowed = headers.get("access-control-allow-headers")?.split(", ");
      should(allowed).containDeep(["authorization", "content-type", "restrict-access", "share-secret", "thumbnail"]);
    }
    should(emulator.requests()).be.empty();
  });

  it("are told when there is nothing to call", async () => {
    const { status, headers } = await preflight("nothing");
    should(status).equal(404);
    should(headers.get("access-control-allow-origin")).equal("*");
  });

  it("see every answer, refusals and faults too", async () => {
    emulator.faults.next("send", reachLimit());
    for (const reply of [
      await get("chatfiles/none"),
      await get("nothing"),
      await post("token", {}),
      await post("messages/users", {}),
      await post("messages/users", { to: ["a"], type: "txt", body: { msg: "hello" } }),
    ]) {
      should(reply.headers.get("access-control-allow-origin")).equal("*");
    }
  });

  it("see nothing of the emulator's own page", async () => {
    for (const path of ["/", "/files/a3c9d2e0-91c5-11ee-9f10-cb1d2e3f4a5b"]) {
      const { headers } = await ask(path, undefined, { method: "GET" });
      should(headers.has("access-control-allow-origin")).be.false();
    }
  });
});
