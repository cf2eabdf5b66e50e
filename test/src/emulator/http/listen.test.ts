import should from "should";
import { listen } from "../../../../src/emulator/http/listen";
import type { Listening } from "../../../../src/emulator/http/listen";

describe("a server that listens", () => {
  let listening: Listening | undefined;
  const openAt = async (host: string): Promise<string> => {
    listening = await listen((_request, response) => Promise.resolve(void response.end("here")), 0, host);
    return listening.url;
  };

  afterEach(() => listening?.close());

  it("names an address that works on this machine where it listens on all", async () => {
    const url = await openAt("0.0.0.0");
    should(url).match(/^http:\/\/127\.0\.0\.1:\d+$/);
    should(await (await fetch(url)).text()).equal("here");
  });

  it("loses only the connection of a request that went wrong", async () => {
    let isFirst = true;
    listening = await listen(
      (_request, response) => {
        if (!isFirst) return Promise.resolve(void response.end("here"));
        isFirst = false;
        return Promise.reject(new Error("a bug"));
      },
      0,
      "127.0.0.1",
    );
    const { url } = listening;
    await should(fetch(url)).be.rejected();
    should(await (await fetch(url)).text()).equal("here");
  });

  it("refuses whoever comes while it is closed, and comes back at its port", async () => {
    const url = await openAt("127.0.0.1");
    await listening?.close();
    await should(fetch(url)).be.rejected();
    await listening?.reopen();
    should(await (await fetch(url)).text()).equal("here");
  });
});
