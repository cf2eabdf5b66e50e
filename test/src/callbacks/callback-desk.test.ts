import { createServer } from "node:http";
import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import should from "should";
import type { BodyReading } from "../../../src/callbacks/body-intake";
import { createCallbackDesk } from "../../../src/callbacks/callback-desk";
import type { CallbackDesk, CallbackRules } from "../../../src/callbacks/callback-desk";
import { createFakeClock } from "../../support/fake-clock";
import type { FakeClock } from "../../support/fake-clock";
import { until } from "../../support/node-flow";

/** A desk behind a server of its own, whose bodies arrive when a test says so. */
interface Used {
  readonly desk: CallbackDesk;
  readonly clock: FakeClock;
  /** Asks; resolves with status and text of the answer. */
  readonly ask: (callId: string, signal?: AbortSignal) => Promise<readonly [number, string]>;
  /** Bodies that have not arrived yet. */
  readonly bodies: (() => void)[];
  /** What went to the flow: the id of the verdict, or nothing. */
  readonly heard: (string | undefined)[];
  readonly undecided: () => number;
}

describe("the desk that answers callbacks", () => {
  let server: Server | undefined;
  afterEach(async () => {
    server?.closeAllConnections();
    await new Promise((resolve) => (server === undefined ? resolve(undefined) : server.close(resolve)));
    server = undefined;
  });

  async function use(changes: Partial<CallbackRules> = {}): Promise<Used> {
    const clock = createFakeClock();
    const bodies: (() => void)[] = [];
    const heard: (string | undefined)[] = [];
    let undecided = 0;
    const filter = { events: [], chatTypes: [], senders: [], ignoreSenders: [] };
    const rules = { windowMs: 0, filter, decides: true, fallback: "allow", decideWithinMs: 150, ...changes } as const;
    const desk = createCallbackDesk(rules, {
      intake: {
        read(request, take: (reading: BodyReading) => void) {
          const callId = String(request.headers["call-id"]);
          bodies.push(() => take({ body: { callId, timestamp: clock.now(), chat_type: "chat", payload: {} } }));
        },
      },
      clock,
      timeOfDay: () => clock.now(),
      onCallback: (_callback, verdictId) => heard.push(verdictId),
      onRefused: (fault) => should(fault).be.undefined(),
      onDecided: () => undefined,
      onUndecided: () => void (undecided += 1),
    });
    const listening = createServer(desk.answer);
    server = listening;
    await new Promise<void>((resolve) => listening.listen(0, "127.0.0.1", resolve));
    const url = `http://127.0.0.1:${(listening.address() as AddressInfo).port}/`;
    return {
      desk,
      clock,
      bodies,
      heard,
      undecided: () => undecided,
      async ask(callId, signal) {
        const init = { method: "POST", headers: { "call-id": callId }, ...(signal === undefined ? {} : { signal }) };
        const response = await fetch(url, init);
        return [response.status, await response.text()] as const;
      },
    };
  }

  /** Asks, and waits until the body is there. */
  async function asking(
    { ask, bodies }: Used,
    callId = "1",
    signal?: AbortSignal,
  ): Promise<{ readonly answer: ReturnType<Used["ask"]> }> {
    const before = bodies.length;
    const answer = ask(callId, signal);
    await until(() => bodies.length > before);
    bodies.at(-1)?.();
    // In an object, so that it is not waited for.
    return { answer };
  }

  for (const decides of [true, false]) {
    const kind = decides ? "asks for a verdict" : "tells";

    it(`refuses a callback that ${kind} whose body comes after its end, and gives it to nobody`, async () => {
      const { desk, clock, ask, bodies, heard } = await use({ decides });
      const answer = ask("1");
      await until(() => bodies.length === 1);
      desk.close();
      bodies[0]?.();
      should(await answer).eql([503, ""]);
      await clock.advance(1_000);
      should([heard, clock.pending]).eql([[], 0]);
    });
  }

  it("answers the fallback to what waits at its end", async () => {
    const used = await use({ fallback: "refuse" });
    const { answer } = await asking(used);
    used.desk.close();
    should(await answer).eql([200, '{"valid":false}']);
  });

  describe("where the service asks again before there is a verdict", () => {
    it("gives both the one verdict, and asks the flow once", async () => {
      const used = await use();
      const { answer: first } = await asking(used);
      const { answer: second } = await asking(used);
      should(used.heard).have.length(1);
      used.desk.pendingVerdicts.find(used.heard[0] ?? "")?.settle("a verdict");
      should(await Promise.all([first, second])).eql([
        [200, "a verdict"],
        [200, "a verdict"],
      ]);
    });

    it("gives both the fallback in the time of the first", async () => {
      const used = await use({ fallback: "refuse" });
      const { answer: first } = await asking(used);
      await used.clock.advance(100);
      const { answer: second } = await asking(used);
      await used.clock.advance(50);
      should(await Promise.all([first, second])).eql(Array(2).fill([200, '{"valid":false}']));
      should([used.undecided(), used.clock.pending]).eql([1, 0]);
    });

    it("waits for as long as one of them is there", async () => {
      const used = await use();
      const gone = [new AbortController(), new AbortController()];
      const first = await asking(used, "1", gone[0]?.signal);
      first.answer.catch(() => undefined);
      const second = await asking(used, "1", gone[1]?.signal);
      second.answer.catch(() => undefined);
      const { answer: third } = await asking(used);
      gone[0]?.abort();
      gone[1]?.abort();
      await Promise.allSettled([first.answer, second.answer]);
      const { answer: other } = await asking(used, "2");
      used.desk.pendingVerdicts.find(used.heard[0] ?? "")?.settle("a verdict");
      should(await third).eql([200, "a verdict"]);
      used.desk.close();
      await other;
    });

    it("answers the fallback at once where it asks again and again", async () => {
      const used = await use();
      const few = [];
      for (let time = 0; time < 4; time += 1) few.push((await asking(used)).answer);
      should(await (await asking(used)).answer).eql([200, '{"valid":true}']);
      used.desk.pendingVerdicts.find(used.heard[0] ?? "")?.settle("a verdict");
      should(await Promise.all(few)).eql(Array(4).fill([200, "a verdict"]));
    });

    it("answers the fallback where there was a verdict already", async () => {
      const used = await use();
      const { answer: first } = await asking(used);
      used.desk.pendingVerdicts.find(used.heard[0] ?? "")?.settle("a verdict");
      await first;
      should(await (await asking(used)).answer).eql([200, '{"valid":true}']);
      should(used.heard).have.length(1);
    });
  });
});
