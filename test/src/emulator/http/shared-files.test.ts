import should from "should";
import { Picture } from "../../../../src/emulator/service/picture";
import { noisyPicture } from "../noisy-picture";
import { useEmulator } from "../use-emulator";

describe("the files that the emulator's page shows", () => {
  const { emulator, ask, upload, post } = useEmulator();
  const open = (query = "") =>
    ask(`/files/${emulator.files()[0]?.uuid}${query}`, undefined, { method: "GET", token: null });

  it("need neither token nor secret, and are for this origin only", async () => {
    await upload(Buffer.from("a leaf"), {}, { headers: { "restrict-access": "true" } });
    const { status, headers, text } = await open();
    should([status, text]).eql([200, "a leaf"]);
    should(headers.get("cross-origin-resource-policy")).equal("same-origin");
    should(headers.get("x-content-type-options")).equal("nosniff");
  });

  for (const type of ["image/png", "image/jpeg", "image/gif", "image/webp", "audio/mpeg", "audio/amr", "video/mp4"]) {
    it(`are shown when they are ${type}`, async () => {
      await upload(Buffer.alloc(1), { type });
      const { headers } = await open();
      should(headers.get("content-type")).equal(type);
      should(headers.get("content-disposition")).startWith("inline;");
    });
  }

  for (const type of ["text/html", "image/svg+xml", "application/pdf", "text/javascript", "application/xhtml+xml"]) {
    it(`are only for saving when they are ${type}`, async () => {
      await upload(Buffer.from("<script>alert(1)</script>"), { type });
      const { headers } = await open();
      should(headers.get("content-type")).equal("application/octet-stream");
      should(headers.get("content-disposition")).startWith("attachment;");
    });
  }

  it("come as a small picture when the page asks for one", async () => {
    const large = await noisyPicture(400, 200);
    await upload(large);
    const { width, height } = await Picture.fromBuffer((await open("?thumbnail")).bytes);
    should([width, height]).eql([170, 85]);
    should((await open()).bytes).eql(large);
  });

  it("come in parts, so that players can jump", async () => {
    await upload(Buffer.from("a film"), { type: "video/mp4" });
    const response = await fetch(`${emulator.url}/files/${emulator.files()[0]?.uuid}`, {
      headers: { range: "bytes=2-3" },
    });
    should([response.status, response.headers.get("content-range")]).eql([206, "bytes 2-3/6"]);
    should(await response.text()).equal("fi");
  });

  it("are gone when they expire, or when their message is taken back", async () => {
    await upload(Buffer.alloc(1));
    const url = `${emulator.url}/farmco/greenhouse/chatfiles/${emulator.files()[0]?.uuid}`;
    const { json } = await post("messages/users", { to: ["a"], type: "img", body: { url } });
    emulator.clock.advance(7 * 86_400_000);
    should((await open()).status).equal(404);
    emulator.clock.advance(-7 * 86_400_000);
    should((await open()).status).equal(200);
    await post("messages/msg_recall", {
      msg_id: (json["data"] as Readonly<Record<string, string>>)["a"],
      chat_type: "chat",
    });
    should((await open()).status).equal(404);
  });

  it("are found by a UUID and nothing else", async () => {
    for (const path of ["/files/", "/files/../page.js", "/files/a%2Fb", "/files/abc", "/files"]) {
      should((await ask(path, undefined, { method: "GET" })).status).equal(404);
    }
    should(emulator.requests().every(({ operation }) => operation === null)).be.true();
  });
});
