import { once } from "node:events";
import { get } from "node:http";
import { createServer } from "node:net";
import should from "should";
import { createEmulator, type Emulator } from "../../../src/emulator/emulator";
import { silent } from "../../../src/emulator/faults";

describe("an emulator that goes away", () => {
  let emulator: Emulator;

  beforeEach(async () => {
    emulator = createEmulator();
    await emulator.start();
  });

  afterEach(() => emulator.stop());

  const send = (): Promise<Response> =>
    fetch(`${emulator.url}/farmco/greenhouse/messages/users`, {
      method: "POST",
      headers: { authorization: `Bearer ${emulator.app.readyToken}` },
      body: JSON.stringify({ to: ["ann"], type: "txt", body: { msg: "frost" } }),
    });

  /** What somebody hears who opens a connection. */
  const refusal = (url: string): Promise<unknown> =>
    new Promise((resolve) => {
      const request = get(url, { agent: false }, (response) => {
        response.resume();
        resolve(undefined);
      });
      request.once("error", (error: NodeJS.ErrnoException) => resolve(error.code));
    });

  it("refuses connections at both its addresses until it comes back to the same ones, with all that it had", async () => {
    await (await send()).text();
    const { url } = emulator;
    const historyUrl = emulator.history.url;
    await emulator.goAway();
    should(await refusal(url)).equal("ECONNREFUSED");
    should(await refusal(historyUrl)).equal("ECONNREFUSED");
    should(emulator.url).equal(url);

    await emulator.comeBack();
    should((await fetch(url)).status).equal(404);
    should((await fetch(historyUrl)).status).equal(403);
    should((await send()).status).equal(200);
    should(emulator.messages()).have.length(2);
  });

  it("drops who is waiting for an answer", async () => {
    emulator.faults.next("send", silent());
    const sent = should(send()).be.rejected();
    while (emulator.messages().length < 1) await new Promise(setImmediate);
    await emulator.goAway();
    await sent;
  });

  it("comes back by itself when it has said for how long", async () => {
    const { url } = emulator;
    await emulator.goAway(30);
    should(await refusal(url)).equal("ECONNREFUSED");
    while ((await refusal(url)) === "ECONNREFUSED") await new Promise(setImmediate);
    should((await send()).status).equal(200);
  });

  it("goes by what was said last, and twice is once", async () => {
    await Promise.all([emulator.goAway(1), emulator.goAway()]);
    await new Promise((resolve) => setTimeout(resolve, 20));
    should(await refusal(emulator.url)).equal("ECONNREFUSED");
    await Promise.all([emulator.comeBack(), emulator.comeBack()]);
    should((await send()).status).equal(200);
    await emulator.comeBack();
  });

  it("says that somebody has taken its port, and comes back when it is free", async () => {
    await emulator.goAway();
    const other = createServer().listen(Number(new URL(emulator.url).port), "127.0.0.1");
    await once(other, "listening");
    await should(emulator.comeBack()).be.rejectedWith({ code: "EADDRINUSE" });
    await emulator.goAway(1);
    await new Promise((resolve) => setTimeout(resolve, 20));
    other.close();
    await once(other, "close");
    while ((await refusal(emulator.url)) === "ECONNREFUSED") await new Promise(setImmediate);
    should((await send()).status).equal(200);
  });

  it("tells the page, whose stream then ends", async () => {
    const events = await fetch(`${emulator.url}/events`);
    await emulator.goAway(40);
    should(await events.text()).endWith('event: away\ndata: {"ms":40}\n\n');
  });

  it("can be stopped meanwhile, and started", async () => {
    await emulator.goAway(10);
    await emulator.stop();
    await new Promise((resolve) => setTimeout(resolve, 30));
    await emulator.start();
    should((await send()).status).equal(200);
    await emulator.stop();
    await emulator.goAway();
    await emulator.comeBack();
    should(() => emulator.url).throw();
  });
});
