import should from "should";
import * as faults from "../../../src/emulator/faults";
import { useEmulator } from "../../src/emulator/use-emulator";
import { appNode, sendFlow, useNodeFlow } from "../../support/node-flow";
import type { Outcome, Properties } from "../../support/node-flow";
import { useFastClock } from "../../support/fast-clock";

/** A kind of message as the dialog saves it, and its body on the wire. */
interface Kind {
  readonly type: string;
  readonly saved: Properties;
  readonly body: Properties;
}

const fileUrl = "https://a61.chat.agora.io/farmco/greenhouse/chatfiles/55f12940-64af-11e4-8a5b-ff2336f03252";

/** A file as the upload node describes it. */
const uploaded = {
  uuid: "55f12940-64af-11e4-8a5b-ff2336f03252",
  url: fileUrl,
  secret: "s3cret",
  filename: "bed.png",
  bytes: 5_000,
  mimeType: "image/png",
  width: 640,
  height: 480,
};

const fixed = (name: string, value: string, type = "str"): Properties => ({ [name]: value, [`${name}Type`]: type });

const kinds: readonly Kind[] = [
  { type: "txt", saved: fixed("text", "Soil too dry"), body: { msg: "Soil too dry" } },
  {
    type: "img",
    saved: {
      ...fixed("file", fileUrl),
      ...fixed("filename", "bed.png"),
      ...fixed("size", '{"width":64,"height":48}', "json"),
    },
    body: { url: fileUrl, filename: "bed.png", size: { width: 64, height: 48 } },
  },
  {
    type: "audio",
    saved: { ...fixed("file", fileUrl), ...fixed("filename", "note.amr"), ...fixed("length", "10", "num") },
    body: { url: fileUrl, filename: "note.amr", length: 10 },
  },
  {
    type: "video",
    saved: { ...fixed("file", fileUrl), ...fixed("thumbnail", `${fileUrl}-thumb`), ...fixed("length", "3", "num") },
    body: { url: fileUrl, filename: uploaded.uuid, thumb: `${fileUrl}-thumb`, length: 3 },
  },
  {
    type: "file",
    saved: fixed("file", `${fileUrl}/log%201.txt`),
    body: { url: `${fileUrl}/log%201.txt`, filename: "log 1.txt" },
  },
  {
    type: "loc",
    saved: { ...fixed("lat", "52.3702", "num"), ...fixed("lng", "4.8952"), ...fixed("addr", "Greenhouse B") },
    body: { lat: "52.3702", lng: "4.8952", addr: "Greenhouse B" },
  },
  { type: "cmd", saved: fixed("action", "water-now"), body: { action: "water-now" } },
  {
    type: "custom",
    saved: { ...fixed("customEvent", "reading"), ...fixed("customExts", '{"tank":"2"}', "json") },
    body: { customEvent: "reading", customExts: { tank: "2" } },
  },
];

describe("the send-message node", () => {
  const { emulator } = useEmulator({ clock: Date.now });
  const flow = useNodeFlow();
  useFastClock();

  /** Sends once, and returns the JSON that reached the service. */
  async function sent(changes: Properties, msg: Properties = {}, app: Properties = {}): Promise<Properties> {
    await flow.load(sendFlow(appNode(emulator, app), { ...fixed("to", "ann"), ...fixed("text", "hello"), ...changes }));
    wentWell(await flow.send({ ...msg }));
    const requests = emulator.requests("send");
    should(requests).have.length(1);
    return requests[0]?.json as Properties;
  }

  function wentWell({ done, caught, passedOn, completed }: Outcome): void {
    should(caught.map((each) => each["chatError"])).be.empty();
    should(done).eql([undefined]);
    should(passedOn).have.length(1);
    should(completed).have.length(1);
  }

  describe("with each kind of message", () => {
    for (const { type, saved, body } of kinds) {
      it(`sends ${type} from the dialog's fields`, async () => {
        const json = await sent({ messageType: type, ...saved });
        should(json).eql({ to: ["ann"], type, body });
      });

      it(`sends ${type} to a legacy app`, async () => {
        const json = await sent({ messageType: type, ...saved }, {}, { dialect: "legacy" });
        should(json).eql({ target_type: "users", target: ["ann"], msg: { type, ...body } });
        should(emulator.requests("send")[0]?.query).eql({ useMsgId: "true" });
      });
    }

    it("sends text where the flow was written by hand and names no kind", async () => {
      should(await sent({ messageType: undefined })).eql({ to: ["ann"], type: "txt", body: { msg: "hello" } });
    });

    it("takes what an uploaded file knows of itself, and lets the dialog overrule it", async () => {
      const saved = { messageType: "img", ...fixed("file", "file", "msg"), ...fixed("filename", "renamed.png") };
      should((await sent(saved, { file: uploaded }))["body"]).eql({
        url: fileUrl,
        secret: "s3cret",
        filename: "renamed.png",
        file_length: 5_000,
        size: { width: 640, height: 480 },
      });
    });

    it("takes an uploaded picture as a video's preview", async () => {
      const clip = { ...uploaded, url: `${fileUrl}-clip`, filename: "clip.mp4", mimeType: "video/mp4", seconds: 3.2 };
      const saved = { messageType: "video", ...fixed("file", "file", "msg"), ...fixed("thumbnail", "thumb", "msg") };
      should((await sent(saved, { file: clip, thumb: uploaded }))["body"]).containEql({
        url: `${fileUrl}-clip`,
        length: 4,
        thumb: fileUrl,
        thumb_secret: "s3cret",
      });
    });

    it("reads nothing of the kinds that were not chosen", async () => {
      const forgotten = { ...fixed("lat", "$error('never asked')", "jsonata"), ...fixed("file", "{", "json") };
      should(await sent(forgotten)).eql({ to: ["ann"], type: "txt", body: { msg: "hello" } });
    });
  });

  describe("with any message", () => {
    const any = { messageType: "any", ...fixed("body", "payload", "msg") };

    it("sends a body in the service's own words, with what we do not know of", async () => {
      const json = await sent(any, { payload: { type: "txt", msg: "hi", translated: true } });
      should(json).eql({ to: ["ann"], type: "txt", body: { msg: "hi", translated: true } });
    });

    it("sends an uploaded file as the kind that suits it", async () => {
      const json = await sent(any, { payload: uploaded });
      should(json["type"]).equal("img");
      should(json["body"]).containEql({ url: fileUrl, secret: "s3cret" });
    });

    it("sends a record of the history again, its extra data under the node's", async () => {
      const record = {
        msg_id: "1",
        timestamp: 1,
        from: "bob",
        to: "ann",
        chat_type: "chat",
        payload: { bodies: [{ type: "loc", lat: 1.5, lng: 2.5, addr: "Bed 3" }], ext: { bed: 3, tank: 1 } },
      };
      const json = await sent({ ...any, ...fixed("ext", '{"tank":2}', "json") }, { payload: record });
      should(json).eql({
        to: ["ann"],
        type: "loc",
        body: { lat: "1.5", lng: "2.5", addr: "Bed 3" },
        ext: { bed: 3, tank: 2 },
      });
    });
  });

  describe("with recipients", () => {
    it("takes them from msg.to, and the text from msg.payload, where a flow written by hand says nothing", async () => {
      const absent = { to: undefined, toType: undefined, text: undefined, textType: undefined, messageType: undefined };
      await flow.load(sendFlow(appNode(emulator), absent));
      wentWell(await flow.send({ to: ["ann"], payload: "hello" }));
      should(emulator.messages({ to: "ann" })[0]?.body).eql({ msg: "hello" });
    });

    it("gives the receipts in the order of the recipients, one for each", async () => {
      await flow.load(sendFlow(appNode(emulator), fixed("text", "hello")));
      const outcome = await flow.send({ to: ["cid", "ann", "bob", "ann"] });
      wentWell(outcome);
      const receipts = outcome.passedOn[0]?.payload as readonly Properties[];
      should(receipts.map(({ to }) => to)).eql(["cid", "ann", "bob"]);
      for (const { to, chatType, messageId, timestamp } of receipts) {
        should(messageId).equal(emulator.messages({ to: String(to) })[0]?.id);
        should(chatType).equal("users");
        should(timestamp).be.a.Number();
      }
    });

    it("sends to more groups than a request takes, the receipts still in order", async () => {
      const groups = ["7", "3", "9", "1", "5", "2", "8"];
      await flow.load(sendFlow(appNode(emulator), { chatType: "chatgroups", ...fixed("text", "hello") }));
      const outcome = await flow.send({ to: groups });
      wentWell(outcome);
      should((outcome.passedOn[0]?.payload as readonly Properties[]).map(({ to }) => to)).eql(groups);
      should(emulator.requests("send")).have.length(3);
    });

    it("says of every recipient what became of it when a part in the middle fails", async () => {
      await flow.load(sendFlow(appNode(emulator), { chatType: "chatgroups", ...fixed("text", "hello") }));
      emulator.faults.next("send", faults.slow(0));
      emulator.faults.next("send", faults.quotaExceeded());
      const { caught } = await flow.send({ to: ["7", "3", "9", "1", "5", "2", "8"] });
      const error = caught[0]?.["chatError"] as { sent: Properties[]; unsent: string[]; uncertain: string[] };
      should(error.sent.map(({ to }) => to)).eql(["7", "3", "9"]);
      should(error.unsent).eql(["1", "5", "2", "8"]);
      should(error.uncertain).eql([]);
    });

    it("takes the kind of recipients from the flow, in a record's words, too", async () => {
      await sent({ ...fixed("chatType", "kind", "msg"), ...fixed("to", "12345") }, { kind: "groupchat" });
      should(emulator.requests("send")[0]?.path).endWith("/messages/chatgroups");
    });

    it("answers to where a received message came from, and looks at no other recipients", async () => {
      const changes = { chatType: "reply", ...fixed("to", "$error('never asked')", "jsonata") };
      const json = await sent(changes, { reply: { chatType: "chatgroups", to: "12345" } });
      should(json["to"]).eql(["12345"]);
      should(emulator.requests("send")[0]?.path).endWith("/messages/chatgroups");
    });

    it("answers where the flow says that it is a reply", async () => {
      const json = await sent(fixed("chatType", "kind", "msg"), {
        kind: "reply",
        reply: { chatType: "users", to: ["bob"] },
      });
      should(json["to"]).eql(["bob"]);
    });
  });

  describe("with typed fields", () => {
    const nested = { bed: { text: "from the message", list: ["ann", "bob"] } };

    it("reads a path of the message", async () => {
      should((await sent(fixed("text", "bed.text", "msg"), nested))["body"]).eql({ msg: "from the message" });
    });

    it("reads an expression, again for each message", async () => {
      await flow.load(
        sendFlow(appNode(emulator), {
          ...fixed("to", "bed.list", "msg"),
          ...fixed("text", "$uppercase(bed.text) & n", "jsonata"),
        }),
      );
      for (const n of [1, 2, 3]) wentWell(await flow.send({ ...nested, n }));
      const texts = emulator.messages({ to: "bob" }).map(({ body }) => body["msg"]);
      should(texts).eql(["FROM THE MESSAGE1", "FROM THE MESSAGE2", "FROM THE MESSAGE3"]);
    });

    it("reads an expression that gives a list of recipients", async () => {
      const list = { people: [{ id: "ann" }, { id: "bob" }] };
      should((await sent(fixed("to", "people.id", "jsonata"), list))["to"]).eql(["ann", "bob"]);
    });

    for (const scope of ["flow", "global"] as const) {
      it(`reads the ${scope} context`, async () => {
        await flow.load(
          sendFlow(appNode(emulator), { ...fixed("to", "ann"), ...fixed("text", "greeting.text", scope) }),
        );
        const context = flow.node("send").context();
        context[scope].set("greeting", { text: `from ${scope}` });
        wentWell(await flow.send({}));
        should(emulator.messages()[0]?.body["msg"]).equal(`from ${scope}`);
      });
    }

    it("reads an environment variable", async () => {
      process.env["AGORA_CHAT_TEST_TEXT"] = "from the environment";
      try {
        should((await sent(fixed("text", "AGORA_CHAT_TEST_TEXT", "env")))["body"]).eql({ msg: "from the environment" });
      } finally {
        delete process.env["AGORA_CHAT_TEST_TEXT"];
      }
    });

    it("reads a number, yes or no, and an empty path's default", async () => {
      should((await sent(fixed("text", "21.5", "num")))["body"]).eql({ msg: "21.5" });
      await flow.deploy(sendFlow(appNode(emulator), { ...fixed("to", "ann"), ...fixed("text", "true", "bool") }));
      wentWell(await flow.send({}));
      should(emulator.messages()[1]?.body["msg"]).equal("true");
    });

    it("reads JSON", async () => {
      should((await sent(fixed("ext", '{"bed":3}', "json")))["ext"]).eql({ bed: 3 });
    });
  });

  describe("with options", () => {
    const empty = ["from", "ext", "pushTitle", "pushContent", "pushCategory", "pushSound"];

    it("leaves empty fields away, whatever their source", async () => {
      const types = ["str", "msg", "json", "jsonata", "env", "flow"];
      const changes = Object.assign({}, ...empty.map((name, index) => fixed(name, "", types[index]))) as Properties;
      should(await sent(changes)).eql({ to: ["ann"], type: "txt", body: { msg: "hello" } });
    });

    it("leaves fields away whose source has nothing", async () => {
      const changes = Object.assign({}, ...empty.map((name) => fixed(name, "not.there", "msg"))) as Properties;
      should(await sent(changes)).eql({ to: ["ann"], type: "txt", body: { msg: "hello" } });
    });

    it("names the sender", async () => {
      should((await sent(fixed("from", "gardener")))["from"]).equal("gardener");
    });

    it("puts the push options where the service looks for them", async () => {
      const json = await sent({
        ...fixed("ext", '{"bed":3,"em_apns_ext":{"extern":1}}', "json"),
        ...fixed("pushTitle", "Alarm"),
        ...fixed("pushContent", "Bed 3"),
        ...fixed("pushCategory", "soil"),
        ...fixed("pushSound", "drip.caf"),
        pushMutable: true,
        silent: true,
        forcePush: true,
      });
      should(json["ext"]).eql({
        bed: 3,
        em_apns_ext: {
          extern: 1,
          em_push_title: "Alarm",
          em_push_content: "Bed 3",
          em_push_category: "soil",
          em_push_sound: "drip.caf",
          em_push_mutable_content: true,
        },
        em_ignore_notification: true,
        em_force_notification: true,
      });
    });

    it("asks for delivery to those online only, and to the sender's own devices", async () => {
      const json = await sent({ onlineOnly: true, syncDevice: true });
      should(json).containEql({ routetype: "ROUTE_ONLINE", sync_device: true });
    });

    it("stamps every message with an id of its own, the same on every try", async () => {
      await flow.load(
        sendFlow(appNode(emulator, { retry: "brisk" }), {
          ...fixed("to", "ann"),
          ...fixed("text", "x"),
          stampId: true,
        }),
      );
      emulator.faults.next("send", faults.unavailable());
      wentWell(await flow.send({}));
      wentWell(await flow.send({}));
      const stamps = emulator.requests("send").map(({ json }) => (json as { ext: Properties }).ext["delivery_id"]);
      should(stamps).have.length(3);
      should(stamps[0]).match(/^[0-9a-f-]{36}$/);
      should(stamps[1]).equal(stamps[0]);
      should(stamps[2]).not.equal(stamps[0]);
    });
  });

  describe("with the message that goes on", () => {
    it("keeps every property but the payload", async () => {
      await flow.load(sendFlow(appNode(emulator)));
      const given = {
        to: "ann",
        text: "hello",
        topic: "bed 3",
        parts: { id: "1", index: 0 },
        payload: 21,
        buffer: Buffer.from("x"),
      };
      const { passedOn } = await flow.send({ ...given });
      should(passedOn[0]).containEql({
        to: "ann",
        text: "hello",
        topic: "bed 3",
        parts: given.parts,
        buffer: given.buffer,
      });
      should(passedOn[0]?.payload).be.an.Array();
    });

    it("takes an earlier failure away", async () => {
      await flow.load(sendFlow(appNode(emulator)));
      emulator.faults.next("send", faults.unavailable());
      const { caught } = await flow.send({ to: "ann", text: "hello" });
      should(caught[0]).have.properties({ statusCode: 503 });
      const again = await flow.send({ ...caught[0], _msgid: "again" });
      wentWell(again);
      should(again.passedOn[0]).not.have.property("chatError");
      should(again.passedOn[0]).not.have.property("statusCode");
    });

    it("leaves a status code that is not its own", async () => {
      await flow.load(sendFlow(appNode(emulator)));
      const { passedOn } = await flow.send({ to: "ann", text: "hello", statusCode: 201 });
      should(passedOn[0]).have.property("statusCode", 201);
    });
  });
});
