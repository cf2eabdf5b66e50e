import should from "should";
import { parseChatFile } from "../../../../src/client/files/chat-file";
import type { ChatFile } from "../../../../src/client/files/chat-file";
import type { Issue } from "../../../../src/client/issue";

const filesUrl = "https://a61.chat.agora.io/farmco/greenhouse/chatfiles";
const uuid = "a3c9d2e0-91c5-11ee-9f10-cb1d2e3f4a5b";
const other = "b4d0e3f1-91c5-11ee-9f10-cb1d2e3f4a5b";
const url = `${filesUrl}/${uuid}`;

function read(
  value: unknown,
  hints: { secret?: unknown; thumbnail?: boolean; filesUrl?: string } = {},
): { file: ChatFile | undefined; problems: readonly string[] } {
  const issues: Issue[] = [];
  const file = parseChatFile(value, { thumbnail: false, filesUrl, ...hints }, issues);
  return { file, problems: issues.map(({ path, problem }) => `${path}: ${problem}`) };
}

const film = {
  type: "video",
  url,
  secret: "s3cret",
  filename: "cam.mp4",
  length: 10,
  thumb: `${filesUrl}/${other}`,
  thumb_secret: "th0mb",
};

function recordOf(body: object): object {
  return { msg_id: "1402233445566778899", payload: { bodies: [body], from: "sensor-7", to: "ann" }, chat_type: "chat" };
}

describe("the reading of a file to download", () => {
  const plain = { uuid, thumbnail: false };
  const good: readonly (readonly [string, unknown, ChatFile])[] = [
    ["a UUID", uuid, plain],
    ["a UUID with spaces around it", ` ${uuid.toUpperCase()}\n`, { uuid: uuid.toUpperCase(), thumbnail: false }],
    ["an address", url, plain],
    ["an address at another of the service's hosts", url.replace("a61", "msync-api-61"), plain],
    [
      "an address with another scheme, port and slash",
      `http://127.0.0.1:8790/farmco/greenhouse/chatfiles/${uuid}/`,
      plain,
    ],
    ["an address behind a gateway's path", `https://gate.example/chat/farmco/greenhouse/chatfiles/${uuid}`, plain],
    ["an address in other letters", url.replace("greenhouse", "GreenHouse"), plain],
    ["an address with its secret", `${url}?share-secret=a%2Bb&em-redirect=true`, { ...plain, secret: "a+b" }],
    [
      "what the upload node gives",
      { uuid, url, secret: "s3cret", filename: "leaf.png", bytes: 7, mimeType: "image/png", width: 4, height: 3 },
      { ...plain, secret: "s3cret", filename: "leaf.png", mimeType: "image/png" },
    ],
    [
      "an uploaded file without secret",
      { uuid, url, secret: null, filename: "a.txt" },
      { ...plain, filename: "a.txt" },
    ],
    ["an object with a UUID alone", { uuid }, plain],
    ["an object with spaces around what it says", { uuid: ` ${uuid}\n` }, plain],
    ["an address with spaces around it, in an object", { url: ` ${url}\n` }, plain],
    ["an object whose other words are empty", { uuid, secret: "", filename: "", mimeType: "" }, plain],
    ["a message's body", film, { ...plain, secret: "s3cret", filename: "cam.mp4" }],
    ["a record of history", recordOf(film), { ...plain, secret: "s3cret", filename: "cam.mp4" }],
    [
      "a record with the vendor's other name for a name",
      recordOf({ type: "img", url, file_name: "leaf.png" }),
      { ...plain, filename: "leaf.png" },
    ],
  ];
  for (const [name, value, file] of good) it(`takes ${name}`, () => should(read(value)).eql({ file, problems: [] }));

  const bad: readonly (readonly [string, unknown, readonly string[]])[] = [
    ["nothing", undefined, ["file: required"]],
    ["null", null, ["file: required"]],
    ["empty text", "", ["file: required"]],
    ["a number", 7, ["file: not-a-chat-file"]],
    ["a Buffer", Buffer.from(uuid), ["file: not-a-chat-file"]],
    ["a list", [url], ["file: not-a-chat-file"]],
    ["a path", "/data/leaf.png", ["file: not-a-chat-file"]],
    ["another text", "leaf.png", ["file: not-a-chat-file"]],
    ["an address elsewhere", "https://example.com/leaf.png", ["file: not-a-chat-file"]],
    ["an address without a file", filesUrl, ["file: not-a-chat-file"]],
    ["an address of something else of the app", url.replace("chatfiles", "users"), ["file: not-a-chat-file"]],
    ["an address that leads out", `${filesUrl}/..%2Fusers`, ["file: not-a-chat-file"]],
    ["an address with dots", `${filesUrl}/../users`, ["file: not-a-chat-file"]],
    ["an address of another scheme", url.replace("https", "ftp"), ["file: not-a-chat-file"]],
    ["an address within another scheme", `javascript:${url}`, ["file: not-a-chat-file"]],
    ["a UUID that leads on", `${uuid}/../../users`, ["file: not-a-chat-file"]],
    ["an object with a UUID that leads on", { uuid: `${uuid}/../../users` }, ["file: not-a-chat-file"]],
    ["another app's address", url.replace("greenhouse", "barn"), ["file: other-app-file"]],
    ["another organisation's address", url.replace("farmco", "citywater"), ["file: other-app-file"]],
    ["another app's uploaded file", { uuid, url: url.replace("greenhouse", "barn") }, ["file: other-app-file"]],
    ["a text message", { type: "txt", msg: "hello" }, ["file: not-a-chat-file"]],
    ["a record of a text message", recordOf({ type: "txt", msg: "hello" }), ["file: not-a-chat-file"]],
    ["an object with an odd UUID", { uuid: "../users" }, ["file: not-a-chat-file"]],
    ["a secret that is no text", { uuid, secret: 7 }, ["secret: not-text"]],
    ["a secret that would begin another header", { uuid, secret: "a\r\nX: 1" }, ["secret: secret-refused"]],
  ];
  for (const [name, value, problems] of bad) {
    it(`refuses ${name}`, () => should(read(value)).eql({ file: undefined, problems }));
  }

  it("looks through an address that was made to take long in no time", () => {
    const begun = performance.now();
    should(read(`http://127.0.0.1/${"/".repeat(200_000)}x`).problems).have.length(1);
    should(performance.now() - begun).be.below(1_000);
  });

  it("takes the user's own secret before all others", () => {
    should(read(film, { secret: " mine " }).file).match({ secret: "mine" });
    should(read(`${url}?share-secret=theirs`, { secret: "mine" }).file).match({ secret: "mine" });
    should(read(film, { secret: "" }).file).match({ secret: "s3cret" });
  });

  it("names the field of the secret where that is wrong", () => {
    should(read(url, { secret: { a: 1 } }).problems).eql(["secret: not-text"]);
    should(read("nothing", { secret: 7 }).problems).eql(["file: not-a-chat-file", "secret: not-text"]);
  });

  it("shows what kind of thing it found, and nothing of it", () => {
    for (const [value, found] of [
      [7, "123"],
      ["dear diary", '"…"'],
      [{ uuid, secret: {} }, "{…}"],
    ] as const) {
      const issues: Issue[] = [];
      parseChatFile(value, { thumbnail: false, filesUrl }, issues);
      should(issues.map(({ params }) => params)).eql([{ found }]);
    }
  });

  it("asks the service for a picture's thumbnail", () => {
    should(read(url, { thumbnail: true }).file).eql({ uuid, thumbnail: true });
    should(read(recordOf({ type: "img", url }), { thumbnail: true }).file).eql({ uuid, thumbnail: true });
  });

  it("takes a film's thumbnail for the file of its own that it is", () => {
    const thumb = { uuid: other, secret: "th0mb", thumbnail: false };
    should(read(film, { thumbnail: true })).eql({ file: thumb, problems: [] });
    should(read(recordOf(film), { thumbnail: true })).eql({ file: thumb, problems: [] });
    const { thumb: address, thumb_secret: _, ...rest } = film;
    should(read({ ...rest, thumbnail: address }, { thumbnail: true }).file).eql({ uuid: other, thumbnail: false });
    should(read(rest, { thumbnail: true })).eql({ file: undefined, problems: ["file.thumb: required"] });
  });
});
