import { inspect } from "node:util";
import fc from "fast-check";
import should from "should";
import { createChatClient } from "../../src/client/chat-client";
import { chatErrorCodes, isChatError } from "../../src/client/chat-error";
import { systemClock } from "../../src/client/clock";
import type { Clock } from "../../src/client/clock";
import { dialects } from "../../src/client/dialects/dialects";
import { fuzzRun, trace } from "./fuzz-run";
import { inheritedNames } from "./prototypes";
import { useRawService } from "./raw-service";
import type { Asked } from "./raw-service";
import { goodAnswer, serviceCalls } from "./service-calls";
import type { ServiceCall } from "./service-calls";
import { wireAnswer } from "./wire-answer";
import type { DrawnAnswer } from "./wire-answer";

const clientSecret = "the-client-secret";
const secrets = [clientSecret, "signed-in", "a private word"];
/** Of a request; short, because some answers never come. */
const timeoutMs = 80;
/** Far more than the time-outs of all its calls, milliseconds. */
const patienceMs = 8_000;

/**
 * The machine's clock, whose time-outs come behind all that has arrived: after a halt of the machine, Node.js would run
 * them first, and a request would be given up for one that never left whose connection had long been there.
 */
const behindArrivals: Clock = {
  now: () => systemClock.now(),
  after(delayMs, run) {
    let isCancelled = false;
    const runLast = (): void => {
      if (!isCancelled) run();
    };
    const cancel = systemClock.after(delayMs, () => setImmediate(() => setImmediate(runLast)));
    return () => {
      isCancelled = true;
      cancel();
    };
  },
};

describe("every call, answered by any bytes", () => {
  const service = useRawService(goodAnswer);
  const stray: unknown[] = [];
  const keep = (found: unknown): unknown => stray.push(found);
  before(() => void process.on("unhandledRejection", keep).on("uncaughtException", keep));
  after(() => void process.off("unhandledRejection", keep).off("uncaughtException", keep));

  /** @returns its result or what it was rejected with */
  async function settled(
    { make }: ServiceCall,
    dialect: "current" | "legacy",
    timeoutMs: number,
  ): Promise<{ result: unknown } | { error: unknown }> {
    const client = createChatClient({
      baseUrl: service.url(),
      appKey: { orgName: "o", appName: "a" },
      dialect: dialects[dialect],
      timeoutMs,
      clock: behindArrivals,
      proxyFor: () => false,
      signIn: { auth: "secret", clientId: "client", clientSecret },
    });
    const lifetime = new AbortController();
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_resolve, reject) => {
      timer = setTimeout(() => reject(new Error("it never settled")), patienceMs);
    });
    try {
      const result = await Promise.race([make(client, { signal: lifetime.signal }), late]);
      return { result };
    } catch (error) {
      return { error };
    } finally {
      clearTimeout(timer);
      lifetime.abort();
      client.close();
    }
  }

  function shouldBeHonest(error: unknown, asks: Asked, answer: DrawnAnswer): void {
    should(isChatError(error)).be.true(inspect(error));
    if (!isChatError(error)) return;
    should(chatErrorCodes).containEql(error.code);
    const { outcome } = error.details;
    should(["not-sent", "unknown", "sent"]).containEql(outcome);
    const text = inspect(error, { depth: 9 });
    for (const secret of secrets) should(text.includes(secret)).be.false(`it tells ${secret}`);
    // Nothing of a message has left before somebody has signed in; what comes then is answered well.
    if (error.details.operation === "token") should(outcome).equal("not-sent");
    else if (asks !== "token" && service.wasAsked() && !isRefusal(answer)) should(outcome).not.equal("not-sent");
  }

  for (const [index, [name, call]] of Object.entries(serviceCalls).entries()) {
    // Lines are asked for again and again: some of those wait for several time-outs.
    const { parameters, title, timeoutMs: testMs } = fuzzRun(call.asks === "lines" ? 0.006 : 0.015, index);

    it(`settles with a result or an honest error: ${name} ${title}`, async () => {
      const names = inheritedNames();
      for (const dialect of ["current", "legacy"] as const) {
        service.answerAllWell();
        should(Object.keys(await settled(call, dialect, patienceMs))).eql(["result"]);
      }
      const subject = fc.record({
        answer: wireAnswer(call.asks, service.url),
        dialect: fc.constantFrom("current" as const, "legacy" as const),
      });
      await fc.assert(
        fc.asyncProperty(subject, async ({ answer, dialect }) => {
          trace(`${name} ${answer[fc.toStringMethod]()}`);
          service.answer(call.asks, answer);
          const ending = await settled(call, dialect, timeoutMs);
          if ("error" in ending) shouldBeHonest(ending.error, call.asks, answer);
          else call.check(ending.result);
          should(stray).be.empty();
          should(inheritedNames()).eql(names);
        }),
        parameters,
      );
    }).timeout(testMs);
  }
});

/** Whether it begins as something that says that the request was not worked on. Behind `100` comes another. */
function isRefusal({ pieces }: DrawnAnswer): boolean {
  const text = Buffer.concat(pieces)
    .toString("latin1")
    .replace(/^(HTTP\/1\.\d 10[03][^]*?\r\n\r\n)+/, "");
  return /^HTTP\/\d\.\d (3\d\d|4\d\d|503|[6-9]\d\d|[01]\d\d)\b/.test(text);
}
