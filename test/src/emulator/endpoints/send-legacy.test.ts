import should from "should";
import { vendorExamples } from "../../../fixtures/vendor-examples";
import { startMs, useEmulator } from "../use-emulator";

const good = { target_type: "users", target: ["alice.k", "bob_2"], msg: { type: "txt", msg: "soil too dry" } };
const url = "https://a1.easecdn.com/farmco/greenhouse/chatfiles/a3c9d2e0-91c5-11ee-9f10-cb1d2e3f4a5b";
const invalid = "this is an invalid request.";

describe("POST messages", () => {
  const { emulator, post } = useEmulator();

  it("answers with the envelope of the vendor's example, entities and all", async () => {
    const { status, json } = await post("messages", good);
    should(status).equal(200);
    should(json).eql({
      action: "post",
      application: emulator.app.applicationId,
      path: "/messages",
      uri: `${emulator.url}/farmco/greenhouse/messages`,
      entities: [],
      data: { "alice.k": "success", bob_2: "success" },
      timestamp: startMs,
      duration: 0,
      organization: "farmco",
      applicationName: "greenhouse",
    });
  });

  it("answers with message ids when asked to", async () => {
    const { json } = await post("messages?useMsgId=true", good);
    should(json["data"]).eql(Object.fromEntries(emulator.messages().map(({ to, id }) => [to, id])));
    should((await post("messages?useMsgId=false", good)).json["data"]).containEql({ bob_2: "success" });
  });

  it("keeps one message a target, its body as in the current dialect", async () => {
    const ext = { zone: "north", level: 3 };
    await post("messages", { ...good, target: ["alice.k", "alice.k"], from: "sensor-7", ext });
    const kept = emulator.messages();
    should(kept).eql([
      {
        id: kept[0]?.id,
        timestamp: startMs,
        chatType: "users",
        from: "sensor-7",
        to: "alice.k",
        type: "txt",
        body: { msg: "soil too dry" },
        ext,
        dialect: "legacy",
      },
    ]);
  });

  const accepted: readonly (readonly [string, object])[] = [
    ["groups", { target_type: "chatgroups", target: ["1", "2", "3", "4"] }],
    ["rooms", { target_type: "chatrooms", target: ["1"], chatroom_msg_level: "high" }],
    ["600 targets", { target: Array.from({ length: 600 }, (_, index) => `u${index}`) }],
    ["a place in texts", { msg: { type: "loc", lat: "39.966", lng: "116.322", addr: "market" } }],
    ["a place in numbers", { msg: { type: "loc", lat: 39.966, lng: 116.322, addr: "market" } }],
    ["a file", { msg: { type: "file", url, filename: "a.pdf" } }],
    ["a custom event with a space", { msg: { type: "custom", customEvent: "a gift" } }],
    ["online recipients only", { routetype: "ROUTE_ONLINE", sync_device: false }],
  ];
  for (const [name, difference] of accepted) {
    it(`accepts ${name}`, async () => {
      should((await post("messages", { ...good, ...difference })).status).equal(200);
    });
  }

  const refused: readonly (readonly [string, string, unknown])[] = [
    ["no target_type", "target_type must be provided", { ...good, target_type: undefined }],
    ["no target", "target must be provided", { ...good, target: undefined }],
    ["an empty target", "target must be provided", { ...good, target: [] }],
    ["no msg", "msg must be provided", { ...good, msg: undefined }],
    ["an empty from", "from can't be empty", { ...good, from: "" }],
    ["an ext of null", "ext must be JSONObject", { ...good, ext: null }],
    ["an ext that is text", "ext must be JSONObject", { ...good, ext: "a" }],
    [
      "another target_type",
      "target_type can only be 'users' or 'chatgroups' or 'chatrooms'",
      { ...good, target_type: "groups" },
    ],
    ["a target that is no list", invalid, { ...good, target: "alice.k" }],
    ["a number as target", invalid, { ...good, target: [7] }],
    ["an empty id in target", invalid, { ...good, target: [""] }],
    ["a number as from", invalid, { ...good, from: 7 }],
    ["a text as msg", invalid, { ...good, msg: "hello" }],
    ["a list", invalid, []],
    ["no type", invalid, { ...good, msg: { msg: "hello" } }],
    ["an unknown type", invalid, { ...good, msg: { type: "text", msg: "hello" } }],
    ["txt in a field called txt", invalid, { ...good, msg: { type: "txt", txt: "hello" } }],
    ["img without filename", invalid, { ...good, msg: { type: "img", url } }],
    ["audio without length", invalid, { ...good, msg: { type: "audio", url, filename: "a.amr" } }],
    ["custom without event", invalid, { ...good, msg: { type: "custom", customExts: { a: "b" } } }],
    ["custom with an umlaut", invalid, { ...good, msg: { type: "custom", customEvent: "größe" } }],
    ["another routetype", invalid, { ...good, routetype: "ROUTE_TYPE" }],
    [
      "601 targets",
      "target's size can't exceed limit 600",
      { ...good, target: Array.from({ length: 601 }, (_, index) => `u${index}`) },
    ],
  ];
  for (const [name, description, request] of refused) {
    it(`refuses ${name}`, async () => {
      const { status, json } = await post("messages", request);
      should(status).equal(400);
      should(json).eql({
        error: "illegal_argument",
        exception: "java.lang.IllegalArgumentException",
        timestamp: startMs,
        duration: 0,
        error_description: description,
      });
      should(emulator.messages()).be.empty();
    });
  }

  it("asks for what is missing before it looks at what is there", async () => {
    const { json } = await post("messages", { target_type: "nobody", target: "x", from: "", ext: null });
    should(json["error_description"]).equal("msg must be provided");
  });
});

describe("the curl examples on the vendor's pages", () => {
  const { emulator, post } = useEmulator();

  it("are thirteen, one of them broken", () => {
    should(vendorExamples).have.length(13);
    should(vendorExamples.filter(({ broken }) => broken !== undefined)).have.length(1);
  });

  for (const { source, body, broken } of vendorExamples) {
    it(`${broken === undefined ? "work" : "fail"}: ${source}`, async () => {
      // As curl sends it, with the content type that most of the examples leave to curl.
      const headers = { "content-type": "application/x-www-form-urlencoded" };
      const { status, json } = await post("messages", body, { headers });
      if (broken === undefined) {
        should(status).equal(200);
        should(Object.keys(json["data"] as object)).have.length(emulator.messages().length);
      } else {
        should(status).equal(400);
        should(json["error"]).equal("json_parse");
        should(json["error_description"]).match(
          /^Unexpected character \('\.' \(code 46\)\): was expecting double-quote/,
        );
      }
    });
  }
});
