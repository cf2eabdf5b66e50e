import should from "should";
import { createEmulator, type Delay, type Emulator } from "../../../../src/emulator/emulator";

describe("an emulator that is far away", () => {
  const emulators: Emulator[] = [];

  async function start(delay: Delay): Promise<Emulator> {
    const emulator = createEmulator({ delay });
    emulators.push(emulator);
    await emulator.start();
    return emulator;
  }

  afterEach(async () => {
    for (const emulator of emulators.splice(0)) await emulator.stop();
  });

  const send = ({ url, app }: Emulator, to = "ann", signal?: AbortSignal): Promise<Response> =>
    fetch(`${url}/farmco/greenhouse/messages/users`, {
      method: "POST",
      headers: { authorization: `Bearer ${app.readyToken}` },
      body: JSON.stringify({ to: [to], type: "txt", body: { msg: "frost" } }),
      signal: signal ?? null,
    });

  it("gets requests late, and its answers arrive later still", async () => {
    const emulator = await start({ inMs: [60, 60], outMs: [60, 60] });
    const startedAt = performance.now();
    const answer = send(emulator);
    while (emulator.counts().accepted === 0) await new Promise(setImmediate);
    const arrivedMs = performance.now() - startedAt;
    should((await answer).status).equal(200);
    const answeredMs = performance.now() - startedAt;
    // Timers may be a millisecond early.
    should(arrivedMs).be.aboveOrEqual(58);
    should(answeredMs - arrivedMs).be.aboveOrEqual(55);
  });

  it("lets requests overtake each other, the same way for the same seed", async () => {
    const orders: (readonly string[])[] = [];
    for (let round = 0; round < 2; round += 1) {
      const emulator = await start({ inMs: [0, 400], outMs: [0, 0], seed: 2 });
      for (const to of ["a", "b", "c"]) {
        void send(emulator, to).then((response) => response.text());
        // Drawn when a request is there as a whole.
        await new Promise((resolve) => setTimeout(resolve, 5));
      }
      while (emulator.messages().length < 3) await new Promise(setImmediate);
      orders.push(emulator.messages().map(({ to }) => to));
    }
    should(orders).eql([
      ["c", "b", "a"],
      ["c", "b", "a"],
    ]);
  });

  it("never hears of who hangs up on the way in, and has done its work for who hangs up on the way out", async () => {
    const hangUp = new AbortController();
    const near = await start({ inMs: [50, 50], outMs: [0, 0] });
    const sent = should(send(near, "ann", hangUp.signal)).be.rejected();
    await new Promise((resolve) => setTimeout(resolve, 25));
    hangUp.abort();
    await sent;
    await new Promise((resolve) => setTimeout(resolve, 60));
    should(near.messages()).be.empty();

    const far = await start({ inMs: [0, 0], outMs: [10_000, 10_000] });
    const waiting = should(send(far)).be.rejected();
    while (far.messages().length === 0) await new Promise(setImmediate);
    far.reset();
    await waiting;
  });

  it("shows its page without delay", async () => {
    const emulator = await start({ inMs: [10_000, 10_000], outMs: [10_000, 10_000] });
    should((await fetch(emulator.url)).status).equal(404);
  });
});
