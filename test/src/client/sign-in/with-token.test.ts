import should from "should";
import type { Answer, Call } from "../../../../src/client/call";
import type { ChatErrorCode, Outcome } from "../../../../src/client/chat-error";
import type { Token } from "../../../../src/client/sign-in/token-source";
import { withToken } from "../../../../src/client/sign-in/with-token";
import { createFakeSend, failure } from "../../../support/fake-send";
import type { SeenCall } from "../../../support/fake-send";
import { context, failureOf } from "../use-client";

const call: Call = { operation: "send-message", method: "POST", path: "messages/users", json: "{}", signedIn: true };
const [first, second]: readonly [Token, Token] = [
  { value: "first", expiresAt: null },
  { value: "second", expiresAt: null },
];
const refused = failure("CHAT_UNAUTHORIZED", "not-sent", { status: 401 });

/** Sends one call; each try is answered by the next of these. */
function sending(tries: readonly ((seen: SeenCall) => void)[], one = call, fresh: Token | null = second) {
  const left = [...tries];
  const fake = createFakeSend((seen) => left.shift()?.(seen));
  const asked: unknown[] = [];
  const send = withToken({
    get: () => (asked.push("get"), Promise.resolve(first)),
    accept: ({ value }) => void asked.push(`accept ${value}`),
    replace: ({ value }, _context, isDoubtful) => (
      asked.push(`replace ${value}${isDoubtful === true ? " in doubt" : ""}`),
      Promise.resolve(fresh ?? undefined)
    ),
  })(fake.send);
  const answer: Promise<Answer> = send(one, context);
  return { answer, asked, tokens: () => fake.calls.map((seen) => seen.call.token) };
}

const accepting = (seen: SeenCall): void => seen.answer({});
const refusing = (seen: SeenCall): void => seen.fail(refused);

describe("the signing in of calls", () => {
  it("puts the token on a call, and tells that it was taken", async () => {
    const { answer, asked, tokens } = sending([accepting]);
    should((await answer).status).equal(200);
    should(tokens()).eql(["first"]);
    should(asked).eql(["get", "accept first"]);
  });

  it("leaves a call alone that is not to be signed in", async () => {
    const { answer, asked, tokens } = sending([accepting], { ...call, signedIn: false });
    await answer;
    should(tokens()).eql([undefined]);
    should(asked).be.empty();
  });

  it("tries once more with another token where the service refuses the first, and no more than once", async () => {
    const taken = sending([refusing, accepting]);
    await taken.answer;
    should(taken.tokens()).eql(["first", "second"]);
    should(taken.asked).eql(["get", "replace first", "accept second"]);

    const lost = sending([refusing, refusing]);
    should(await failureOf(lost.answer)).equal(refused);
    should(lost.tokens()).eql(["first", "second"]);
    should(lost.asked).eql(["get", "replace first"]);
  });

  it("ends with the refusal where there is no other token", async () => {
    const { answer, tokens } = sending([refusing], call, null);
    should(await failureOf(answer)).equal(refused);
    should(tokens()).eql(["first"]);
  });

  it("says that it may not have been the token, of a call with a secret of its own", async () => {
    const { answer, asked } = sending([refusing, accepting], { ...call, hasOwnSecret: true });
    await answer;
    should(asked).eql(["get", "replace first in doubt", "accept second"]);
  });

  const others: readonly (readonly [ChatErrorCode, Outcome])[] = [
    ["CHAT_NO_ANSWER", "unknown"],
    ["CHAT_UNREACHABLE", "not-sent"],
    ["CHAT_REJECTED", "not-sent"],
    ["CHAT_BAD_ANSWER", "sent"],
  ];
  for (const [code, outcome] of others) {
    it(`never makes a call again that ended with ${code}: it might go out twice`, async () => {
      const error = failure(code, outcome);
      const { answer, asked, tokens } = sending([(seen) => seen.fail(error), accepting]);
      should(await failureOf(answer)).equal(error);
      should(tokens()).eql(["first"]);
      should(asked).eql(["get"]);
    });
  }
});
