import { assert, boolean, constantFrom, option, property, record, string } from "fast-check";
import type { Arbitrary } from "fast-check";
import should from "should";
import { messageRequest } from "../../../nodes/editor-kit/message-request";
import { messageValue } from "../../../nodes/editor-kit/message-value";
import { readDraft, pathOf } from "../../../nodes/send-message/read-draft";
import { ChatError } from "../../../src/client/chat-error";
import { dialects } from "../../../src/client/dialects/dialects";
import type { Dialect } from "../../../src/client/dialects/dialect";
import { parseMessage } from "../../../src/client/parsing/parse-message";
import { messageParts } from "../../../src/client/sending/message-part";

type Saved = Readonly<Record<string, unknown>>;

const filesUrl = "https://a61.chat.agora.io/farmco/greenhouse/chatfiles";
const url = `${filesUrl}/55f12940-64af-11e4-8a5b-ff2336f03252`;
const uploaded = {
  ...{ uuid: "55f12940", url, secret: "s3cret", filename: "bed.png", bytes: 5_000.5, mimeType: "image/png" },
  ...{ width: 640, height: 480, seconds: 2.5 },
};
const historyRecord = {
  payload: {
    ext: { bed: 3 },
    bodies: [{ type: "custom", customEvent: "dry", "v2:customExts": { tank: "3" } }],
  },
};

/** Texts with what takes several bytes, and what JSON escapes. */
const text = string({ unit: "binary", minLength: 1, maxLength: 60 }).filter((words) => words.trim() !== "");
describe("the size of a message in the dialog", () => {
  it("is the one that the node finds, for any message that the dialog knows wholly", async () => {
    const samples: { readonly saved: Saved; readonly dialect: Dialect["name"] }[] = [];
    assert(
      property(messages(), constantFrom<Dialect["name"]>("current", "legacy"), (saved, dialect) => {
        samples.push({ saved, dialect });
      }),
      { numRuns: 600 },
    );
    let compared = 0;
    for (const { saved, dialect } of samples) {
      const theirs = await bytesOfNode(saved, dialect);
      if (theirs === undefined) continue;
      compared += 1;
      const ours = messageRequest(saved, { dialect, filesUrl });
      should(ours.isWhole).be.true();
      should(ours.bytes).equal(theirs, JSON.stringify({ saved, dialect }));
    }
    should(compared).be.above(200);
  });

  it("is the one in the error of a message that is too large", async () => {
    const saved = { messageType: "txt", text: "é".repeat(3_000), textType: "str", to: "ann, benjamin", toType: "str" };
    const found = await bytesOfNode(saved, "current");
    should(messageRequest(saved, { dialect: "current", filesUrl })).containEql({ bytes: found, isWhole: true });
    should(found).be.above(5_120);
  });

  it("says where the flow adds to it", () => {
    const whole = { messageType: "txt", text: "dry", textType: "str", to: "ann", toType: "str" };
    const isWhole = (changes: Saved): boolean =>
      messageRequest({ ...whole, ...changes }, { dialect: "current", filesUrl }).isWhole;
    should(isWhole({})).be.true();
    should(isWhole({ from: "", fromType: "str" })).be.true();
    should(isWhole({ text: "payload", textType: "msg" })).be.false();
    should(isWhole({ to: "${TEAM}" })).be.false();
    should(isWhole({ ext: "$now()", extType: "jsonata" })).be.false();
    should(isWhole({ chatType: "reply", chatTypeType: "pick" })).be.false();
    should(isWhole({ messageType: "img", file: "/data/bed.png", fileType: "str" })).be.false();
    // A field of another kind of message counts nothing.
    should(isWhole({ file: "payload", fileType: "msg" })).be.true();
  });
});

/** Nodes as the dialog saves them, in which everything is written down. */
function messages(): Arbitrary<Saved> {
  const files = constantFrom<readonly [string, string]>(
    [url, "str"],
    [` ${url}/bed%203.png?x=1 `, "str"],
    [JSON.stringify(uploaded), "json"],
  );
  const bodies = constantFrom(
    { type: "txt", msg: "hello", own: { deep: [1, null] } },
    { type: "audio", url, length: "2.2" },
    { type: "loc", lat: " 52.37 ", lng: 4.9, addr: "B" },
    uploaded,
    historyRecord,
  );
  return record({
    messageType: constantFrom("txt", "img", "audio", "video", "file", "loc", "cmd", "custom", "any"),
    chatType: constantFrom("users", "chatgroups", "chatrooms"),
    to: constantFrom("ann", "ann, benjamin", "小林; ann\n", "ann, ann"),
    file: files,
    thumbnail: option(files),
    body: bodies.map((body) => JSON.stringify(body)),
    text,
    filename: option(text),
    size: constantFrom("", '{"width":640.5,"height":"480"}'),
    length: constantFrom("", "9.2", "12"),
    lat: constantFrom("52.370", "-1e1", "7"),
    addr: text,
    action: text,
    customEvent: constantFrom("tank-alarm", "a/b.c"),
    customExts: constantFrom("", '{"tank":"3","level":"12 %"}'),
    from: option(text),
    ext: constantFrom("", '{"bed":3,"em_apns_ext":{"own":"é"}}'),
    pushTitle: option(text),
    pushContent: option(text),
    pushMutable: boolean(),
    silent: boolean(),
    onlineOnly: boolean(),
    syncDevice: boolean(),
    stampId: boolean(),
  }).map(({ file, thumbnail, filename, from, pushTitle, pushContent, ...rest }) => ({
    ...rest,
    ...{ chatTypeType: "pick", toType: "str", textType: "str", bodyType: "json", sizeType: "json", extType: "json" },
    ...{ lengthType: "num", latType: "num", addrType: "str", actionType: "str", customEventType: "str" },
    ...{ customExtsType: "json", lng: "4.8952", lngType: "str", file: file[0], fileType: file[1] },
    ...{ thumbnail: thumbnail?.[0] ?? "", thumbnailType: thumbnail?.[1] ?? "str" },
    ...{ filename: filename ?? "", filenameType: "str", from: from ?? "", fromType: "str" },
    ...{ pushTitle: pushTitle ?? "", pushTitleType: "str", pushContent: pushContent ?? "", pushContentType: "str" },
  }));
}

/** What the node's own code makes of it; `undefined` where it refuses the message for more than its size. */
async function bytesOfNode(saved: Saved, dialect: Dialect["name"]): Promise<number | undefined> {
  const read = (name: string): Promise<unknown> => {
    const value = messageValue(saved, name);
    return Promise.resolve(value.state === "known" ? value.value : undefined);
  };
  const surroundings = { filesUrl, restrictAccess: false, resolvePath: (path: string) => path };
  const { draft, issues } = await readDraft(saved, read, {}, surroundings);
  try {
    const message = parseMessage(draft, dialects[dialect], pathOf(saved["messageType"]), issues);
    // Of several recipients the one with the longest id decides.
    messageParts(message, dialects[dialect]);
    const each = message.to.map((id) => messageParts({ ...message, to: [id] }, dialects[dialect])[0]?.call.json ?? "");
    return Math.max(...each.map((json) => Buffer.byteLength(json)));
  } catch (error) {
    if (!(error instanceof ChatError) || error.code !== "CHAT_TOO_LARGE") return undefined;
    return Number(error.details.issues?.[0]?.params?.["found"]);
  }
}
