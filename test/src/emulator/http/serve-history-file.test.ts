import should from "should";
import { createEmulator } from "../../../../src/emulator/emulator";
import { useEmulator } from "../use-emulator";

describe("the store of history files", () => {
  const { emulator, get } = useEmulator();
  const hour = "2025100907";

  async function link(): Promise<string> {
    const { json } = await get(`chatmessages/${hour}`);
    return (json["data"] as readonly { readonly url: string }[])[0]?.url ?? "";
  }

  beforeEach(() => emulator.history.put(hour, [{ msg_id: "1" }]));

  async function refusal(url: string, init: RequestInit = {}): Promise<readonly [number, string | undefined]> {
    const response = await fetch(url, init);
    should(response.headers.get("content-type")).equal("application/xml");
    return [response.status, /<Code>(\w+)<\/Code>/.exec(await response.text())?.[1]];
  }

  it("announces the length, and says that it is gzip", async () => {
    const response = await fetch(await link());
    should(response.status).equal(200);
    should(response.headers.get("content-type")).equal("application/x-gzip");
    should(response.headers.has("content-encoding")).be.false();
    should(Number(response.headers.get("content-length"))).equal((await response.arrayBuffer()).byteLength);
  });

  it("refuses a token besides the link", async () => {
    const headers = { authorization: `Bearer ${emulator.app.readyToken}` };
    should(await refusal(await link(), { headers })).eql([400, "InvalidArgument"]);
    const [request] = emulator.requests("history-file");
    should(request).containEql({ method: "GET", status: 400 });
  });

  it("refuses a link that is not as it was made", async () => {
    const url = await link();
    const changed = (change: (url: URL) => void): string => {
      const copy = new URL(url);
      change(copy);
      return copy.href;
    };
    for (const wrong of [
      changed((copy) => copy.searchParams.delete("Signature")),
      changed((copy) => copy.searchParams.set("Signature", "abc=")),
      changed((copy) => copy.searchParams.set("Expires", "9999999999")),
      changed((copy) => copy.searchParams.delete("Expires")),
      changed((copy) => copy.searchParams.set("OSSAccessKeyId", "abc")),
      changed((copy) => (copy.pathname = copy.pathname.replace(hour, "2025100906"))),
      emulator.history.url,
    ]) {
      should(await refusal(wrong)).eql([403, "SignatureDoesNotMatch"]);
    }
  });

  it("refuses the links of another emulator", async () => {
    const other = createEmulator({ clock: emulator.clock.now });
    await other.start();
    should(await refusal((await link()).replace(emulator.history.url, other.history.url))).eql([
      403,
      "SignatureDoesNotMatch",
    ]);
    await other.stop();
  });

  it("serves for half an hour", async () => {
    const url = await link();
    emulator.clock.advance(1_800_000 - 1);
    should((await fetch(url)).status).equal(200);
    emulator.clock.advance(1);
    should(await refusal(url)).eql([403, "AccessDenied"]);
    should((await fetch(await link())).status).equal(200);
  });

  it("is 404 for a good link whose file is gone", async () => {
    const url = await link();
    emulator.history.put(hour);
    should(await refusal(url)).eql([404, "NoSuchKey"]);
  });

  it("takes GET only, and knows nothing of the service", async () => {
    should(await refusal(await link(), { method: "POST" })).eql([405, "MethodNotAllowed"]);
    should(await refusal(`${emulator.history.url}/farmco/greenhouse/chatmessages/${hour}`)).eql([
      403,
      "SignatureDoesNotMatch",
    ]);
  });
});
