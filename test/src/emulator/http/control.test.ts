import { request } from "node:http";
import should from "should";
import { createEmulator } from "../../../../src/emulator/emulator";
import { useEmulator } from "../use-emulator";

describe("sending the emulator away over the wire", () => {
  const { emulator, ask } = useEmulator({ control: true });

  afterEach(() => emulator.comeBack());

  const untilAway = async (): Promise<void> => {
    while (
      await fetch(emulator.url).then(
        () => true,
        () => false,
      )
    )
      await new Promise(setImmediate);
  };

  it("is answered first, whole, and then connections are refused", async () => {
    const { status, json } = await ask("/emulator/away", '{"seconds":600}', { token: null });
    should([status, json]).eql([200, { away: true, seconds: 600 }]);
    await untilAway();
  });

  it("is for ten seconds when nobody says", async () => {
    for (const body of ["", "{}"]) {
      should((await ask("/emulator/away", body)).json).eql({ away: true, seconds: 10 });
      await untilAway();
      await emulator.comeBack();
    }
  });

  it("takes a number of seconds only, and stays otherwise", async () => {
    for (const body of ['{"seconds":"ten"}', '{"seconds":0}', '{"seconds":601}', '{"seconds":null}', "{", "null"]) {
      const { status, json } = await ask("/emulator/away", body);
      should(status).equal(400, body);
      should(json["error"]).equal("seconds takes a number from 0.1 to 600.");
    }
    should((await fetch(emulator.url)).status).equal(404);
  });

  it("is not for pages of other origins, which any browser here may have open", async () => {
    const origin = { origin: "https://example.com" };
    should((await ask("/emulator/away", "", { headers: origin })).status).equal(403);
    should((await ask("/emulator/away", "", { headers: { origin: emulator.url } })).status).equal(200);
    await untilAway();
  });

  it("is one path and one method, so that no app is in its way", async () => {
    should((await ask("/emulator/away", undefined, { method: "GET" })).status).equal(404);
    should((await ask("/emulator/away/token", "{}")).status).equal(404);
    const namesake = createEmulator({ app: { appKey: "emulator#away" }, control: true });
    await namesake.start();
    const { clientId, clientSecret } = namesake.app;
    const body = JSON.stringify({ grant_type: "client_credentials", client_id: clientId, client_secret: clientSecret });
    should((await fetch(`${namesake.url}/emulator/away/token`, { method: "POST", body })).status).equal(200);
    await namesake.stop();
  });

  it("is possible only where it was asked for", async () => {
    const quiet = createEmulator();
    await quiet.start();
    should((await fetch(`${quiet.url}/emulator/away`, { method: "POST" })).status).equal(404);
    should((await fetch(quiet.url)).status).equal(404);
    await quiet.stop();
  });

  it("does not happen to somebody who hangs up before the end of the request", async () => {
    const sent = request(`${emulator.url}/emulator/away`, { method: "POST", headers: { "content-length": 20 } });
    sent.on("error", () => undefined);
    sent.write('{"seconds"');
    await new Promise((resolve) => setTimeout(resolve, 20));
    sent.destroy();
    await new Promise((resolve) => setTimeout(resolve, 20));
    should((await fetch(emulator.url)).status).equal(404);
  });
});
