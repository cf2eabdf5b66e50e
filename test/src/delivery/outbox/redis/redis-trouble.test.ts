import should from "should";
import {
  notTakenError,
  notToldError,
  refusalOf,
  unusableError,
} from "../../../../../src/delivery/outbox/redis/redis-trouble";
import { wholeLists } from "../../../../support/whole-lists";

const host = "10.0.0.1:6379";
const secret = "soil too dry";

describe("trouble with Redis", () => {
  for (const word of ["OOM", "MISCONF", "NOPERM", "NOAUTH", "NOREPLICAS"]) {
    it(`is known by the word by which it refuses: ${word}`, () => {
      should(refusalOf(new Error(`${word} command not allowed: ${secret}`))).equal(word);
    });
  }

  it("is no refusal where it will take it soon, or is not there", () => {
    for (const said of [new Error("LOADING Redis is loading"), new Error("MOOM"), "OOM", undefined]) {
      should(refusalOf(said)).be.undefined();
    }
  });

  it("says why an outbox cannot begin, and nothing of what was sent", () => {
    const away = unusableError(host, new Error(`Connection is closed: ${secret}`));
    should(away.details.issues).eql([
      { path: "redisUrl", problem: "redis-unreachable", params: { host, reason: "ECONNRESET" } },
    ]);
    const refused = unusableError(host, new Error(`NOPERM ${secret}`));
    should(refused.details.issues).eql([
      { path: "redisUrl", problem: "redis-refused", params: { host, reason: "NOPERM" } },
    ]);
    should(JSON.stringify([away.details, refused.details])).not.containEql(secret);
  });

  it("tells a message that it did not take from one that it had no room for", () => {
    const details = { outcome: "not-sent", sent: [], unsent: ["ann"], uncertain: [] };
    should(notTakenError(host, undefined, ["ann"])).match(
      wholeLists({
        code: "CHAT_UNREACHABLE",
        details: { ...details, issues: [{ problem: "redis-unreachable", params: { host, reason: "ETIMEDOUT" } }] },
      }),
    );
    should(notTakenError(host, "OOM", ["ann"])).match(
      wholeLists({
        code: "CHAT_OUTBOX_FULL",
        details: { ...details, issues: [{ problem: "outbox-write-failed", params: { reason: "OOM" } }] },
      }),
    );
  });

  it("says what it was that did not answer a question", () => {
    const reasonOf = (error: unknown): unknown => notToldError(host, error).details.issues?.[0]?.params;
    should(reasonOf(new Error("NOPERM"))).eql({ host, reason: "NOPERM" });
    should(reasonOf(new Error("gone"))).eql({ host, reason: "ECONNRESET" });
  });
});
