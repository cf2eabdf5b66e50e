import should from "should";
import type { CallContext } from "../../../../src/client/call";
import { ChatError } from "../../../../src/client/chat-error";
import type { ChatErrorCode, ChatErrorDetails } from "../../../../src/client/chat-error";
import { createTokenCache } from "../../../../src/client/sign-in/token-cache";
import type { TokenCache } from "../../../../src/client/sign-in/token-cache";
import type { Token, TokenSource } from "../../../../src/client/sign-in/token-source";
import { createFakeClock } from "../../../support/fake-clock";
import type { FakeClock } from "../../../support/fake-clock";
import { context, failureOf } from "../use-client";

const lifeMs = 2 * 60 * 60 * 1000;
const marginMs = 5 * 60 * 1000;

/** A sign-in whose answers a test gives by hand. */
interface FakeSource extends TokenSource {
  readonly asked: () => number;
  give(token?: Partial<Token>): Promise<void>;
  fail(code: ChatErrorCode, details?: Partial<ChatErrorDetails>): Promise<void>;
}

function createFakeSource(clock: FakeClock, renewable = true): FakeSource {
  const waiting: { resolve: (token: Token) => void; reject: (error: unknown) => void }[] = [];
  let asked = 0;
  return {
    renewable,
    asked: () => asked,
    fetch() {
      asked += 1;
      return new Promise((resolve, reject) => waiting.push({ resolve, reject }));
    },
    async give(token = {}) {
      waiting.shift()?.resolve({ value: `token-${asked}`, expiresAt: clock.now() + lifeMs, ...token });
      await clock.advance(0);
    },
    async fail(code, details = {}) {
      waiting.shift()?.reject(new ChatError(code, { operation: "token", outcome: "unknown", ...details }));
      await clock.advance(0);
    },
  };
}

describe("the token cache", () => {
  let clock: FakeClock;
  let source: FakeSource;
  let tokens: TokenCache;
  const unhandled: unknown[] = [];
  const note = (reason: unknown): void => void unhandled.push(reason);

  beforeEach(() => {
    clock = createFakeClock();
    source = createFakeSource(clock);
    tokens = createTokenCache(source, clock, new AbortController().signal);
    unhandled.length = 0;
    process.on("unhandledRejection", note);
  });
  afterEach(async () => {
    await new Promise((resolve) => setImmediate(resolve));
    process.off("unhandledRejection", note);
    should(unhandled).be.empty();
  });

  /** Gets a token whose source answers at once. */
  async function got(with_: CallContext = context): Promise<Token> {
    const getting = tokens.get(with_);
    await source.give();
    return getting;
  }

  it("asks once for all who ask together, and again for nobody while the token is good", async () => {
    const callers = Array.from({ length: 50 }, () => tokens.get(context));
    await source.give();
    should(new Set(await Promise.all(callers)).size).equal(1);
    await clock.advance(lifeMs - marginMs - 1);
    await tokens.get(context);
    should(source.asked()).equal(1);
  });

  it("renews a token before it ends, while nobody waits", async () => {
    const first = await got();
    await clock.advance(lifeMs - marginMs);
    const callers = [tokens.get(context), tokens.get(context)];
    should(await Promise.all(callers)).eql([first, first]);
    should(source.asked()).equal(2);
    await source.give();
    should((await tokens.get(context)).value).equal("token-2");
    should(source.asked()).equal(2);
  });

  it("renews a token of short life within its last tenth", async () => {
    const getting = tokens.get(context);
    await source.give({ expiresAt: clock.now() + 60_000 });
    await getting;
    await clock.advance(53_999);
    await tokens.get(context);
    should(source.asked()).equal(1);
    await clock.advance(1);
    await tokens.get(context);
    should(source.asked()).equal(2);
    await source.give();
  });

  it("waits for a new token where the old one has ended", async () => {
    await got();
    await clock.advance(lifeMs);
    should((await got()).value).equal("token-2");
  });

  it("makes a chat error of whatever the sign-in threw: nothing of a message has left", async () => {
    const broken: TokenSource = { renewable: true, fetch: () => Promise.reject(new TypeError("a bug")) };
    const error = await failureOf(createTokenCache(broken, clock, new AbortController().signal).get(context));
    should(error.code).equal("CHAT_UNREACHABLE");
    should(error.details).eql({ operation: "token", outcome: "not-sent" });
  });

  it("ends its own request with the client, not with whoever asked first", async () => {
    const [life, impatient] = [new AbortController(), new AbortController()];
    let heard: AbortSignal | undefined;
    const slow: TokenSource = {
      renewable: true,
      fetch(surroundings) {
        heard = surroundings.signal;
        return new Promise(() => undefined);
      },
    };
    const waiting = createTokenCache(slow, clock, life.signal).get({ signal: impatient.signal });
    impatient.abort();
    should((await failureOf(waiting)).code).equal("CHAT_STOPPED");
    should(heard?.aborted).be.false();
    life.abort();
    should(heard?.aborted).be.true();
  });

  it("uses the old token while the sign-in is down, and does not ask with every call", async () => {
    const first = await got();
    await clock.advance(lifeMs - marginMs);
    for (let index = 0; index < 100; index += 1) {
      should(await tokens.get(context)).equal(first);
      if (index === 0) await source.fail("CHAT_UNREACHABLE");
    }
    should(source.asked()).equal(2);
    await clock.advance(30_000);
    should(await tokens.get(context)).equal(first);
    should(source.asked()).equal(3);
    await source.fail("CHAT_UNAVAILABLE", { status: 502 });
    await clock.advance(marginMs);
    const late = failureOf(tokens.get(context));
    await source.fail("CHAT_NO_ANSWER");
    should(await late).match({ code: "CHAT_NO_ANSWER", details: { outcome: "not-sent" } });
  });

  it("keeps a token that never ends", async () => {
    const getting = tokens.get(context);
    await source.give({ expiresAt: null });
    await getting;
    await clock.advance(10 * lifeMs);
    await tokens.get(context);
    should(source.asked()).equal(1);
  });

  it("does not ask again for 30 s with what was refused for good", async () => {
    for (const code of ["CHAT_UNAUTHORIZED", "CHAT_NOT_FOUND", "CHAT_REJECTED", "CHAT_NOT_CONFIGURED"] as const) {
      tokens = createTokenCache(source, clock, context.signal);
      const asked = source.asked();
      const refused = failureOf(tokens.get(context));
      await source.fail(code, { status: 400 });
      should((await refused).code).equal(code);
      await clock.advance(29_999);
      should((await failureOf(tokens.get(context))).code).equal(code);
      should(source.asked()).equal(asked + 1);
      await clock.advance(1);
      await got();
      should(source.asked()).equal(asked + 2);
    }
  });

  it("asks a busy sign-in no sooner than it says, and one that was not reached at once", async () => {
    const limited = failureOf(tokens.get(context));
    await source.fail("CHAT_RATE_LIMITED", { status: 429, retryAfterMs: 7_000 });
    await limited;
    await clock.advance(6_999);
    should((await failureOf(tokens.get(context))).code).equal("CHAT_RATE_LIMITED");
    await clock.advance(1);
    const busy = failureOf(tokens.get(context));
    await source.fail("CHAT_UNAVAILABLE", { status: 502 });
    should(await busy).match({ details: { outcome: "not-sent" } });
    await clock.advance(999);
    await failureOf(tokens.get(context));
    should(source.asked()).equal(2);
    await clock.advance(1);
    const away = failureOf(tokens.get(context));
    await source.fail("CHAT_UNREACHABLE");
    await away;
    await got();
    should(source.asked()).equal(4);
  });

  it("lets one caller go without ending it for the others", async () => {
    const leaving = new AbortController();
    const one = failureOf(tokens.get({ signal: leaving.signal }));
    const other = tokens.get(context);
    leaving.abort();
    should(await one).match({ code: "CHAT_STOPPED", details: { operation: "token", outcome: "not-sent" } });
    should(await failureOf(tokens.get({ signal: leaving.signal }))).match({ code: "CHAT_STOPPED" });
    await source.give();
    should((await other).value).equal("token-1");
    should(source.asked()).equal(1);
  });

  it("leaves no rejection unheard when all callers have gone", async () => {
    const leaving = new AbortController();
    const one = failureOf(tokens.get({ signal: leaving.signal }));
    leaving.abort();
    await one;
    await source.fail("CHAT_UNREACHABLE");
  });

  it("replaces a refused token once for all who were refused with it", async () => {
    const first = await got();
    tokens.accept(first);
    const replacing = Array.from({ length: 20 }, () => tokens.replace(first, context));
    await source.give();
    for (const fresh of await Promise.all(replacing)) should(fresh?.value).equal("token-2");
    should((await tokens.replace(first, context))?.value).equal("token-2");
    should(source.asked()).equal(2);
  });

  it("does not replace a replacement that was refused as well, until a while has passed", async () => {
    const first = await got();
    const replacing = tokens.replace(first, context);
    await source.give();
    const second = await replacing;
    if (second === undefined) throw new Error("not replaced");
    for (let index = 0; index < 20; index += 1) should(await tokens.replace(second, context)).be.undefined();
    await clock.advance(30_000);
    const again = tokens.replace(second, context);
    await source.give();
    should((await again)?.value).equal("token-3");
  });

  it("replaces a replacement that was accepted and is refused later", async () => {
    const first = await got();
    const replacing = tokens.replace(first, context);
    await source.give();
    const second = (await replacing) ?? first;
    tokens.accept(second);
    const again = tokens.replace(second, context);
    await source.give();
    should((await again)?.value).equal("token-3");
  });

  it("replaces a token that was renewed, or fetched after the old one's end, and is refused at once", async () => {
    for (const aged of [lifeMs - marginMs, lifeMs]) {
      tokens = createTokenCache(source, clock, context.signal);
      await got();
      await clock.advance(aged);
      await got();
      const fresh = await tokens.get(context);
      const replacing = tokens.replace(fresh, context);
      await source.give();
      const replaced = await replacing;
      should(replaced).be.ok();
      should(replaced).not.equal(fresh);
    }
    should(source.asked()).equal(6);
  });

  it("does not ask again and again where it may not have been the token that was refused", async () => {
    const first = await got();
    const replacing = tokens.replace(first, context, true);
    await source.give();
    const second = await replacing;
    if (second === undefined) throw new Error("not replaced");
    tokens.accept(second);
    for (let index = 0; index < 20; index += 1) {
      should(await tokens.replace(second, context, true)).be.undefined();
      tokens.accept(second);
    }
    should(source.asked()).equal(2);
    const again = tokens.replace(second, context);
    await source.give();
    should((await again)?.value).equal("token-3");
  });

  it("has no other token where it was given a ready one", async () => {
    source = createFakeSource(clock, false);
    tokens = createTokenCache(source, clock, context.signal);
    const ready = await got();
    should(await tokens.replace(ready, context)).be.undefined();
    should(source.asked()).equal(1);
  });
});
