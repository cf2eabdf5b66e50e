import should from "should";
import { createPendingVerdicts } from "../../../src/callbacks/pending-verdicts";
import type { PendingVerdicts, VerdictTerms } from "../../../src/callbacks/pending-verdicts";
import { createFakeClock } from "../../support/fake-clock";
import type { FakeClock } from "../../support/fake-clock";

interface Used {
  readonly clock: FakeClock;
  readonly pending: PendingVerdicts;
  readonly answers: string[];
  readonly fallbacks: () => number;
  readonly verdicts: () => number;
}

function use(terms: Partial<VerdictTerms> = {}): Used {
  const clock = createFakeClock();
  let fallbacks = 0;
  let verdicts = 0;
  const onFallback = (): void => void (fallbacks += 1);
  const onVerdict = (): void => void (verdicts += 1);
  const usual = { clock, withinMs: 150, fallback: "fallback", onFallback, onVerdict };
  const pending = createPendingVerdicts({ ...usual, ...terms });
  return { clock, pending, answers: [], fallbacks: () => fallbacks, verdicts: () => verdicts };
}

describe("pending verdicts", () => {
  it("answer with what is said in time, once", async () => {
    const { clock, pending, answers, fallbacks, verdicts } = use();
    const id = pending.open({ ext: {} }, (text) => answers.push(text)) ?? "";
    await clock.advance(149);
    const found = pending.find(id);
    should(found?.payload).eql({ ext: {} });
    found?.settle("yes");
    found?.settle("no");
    await clock.advance(1_000);
    should(answers).eql(["yes"]);
    should([verdicts(), fallbacks(), clock.pending]).eql([1, 0, 0]);
    should(pending.find(id)).be.undefined();
  });

  it("answer with the fallback when the time is over", async () => {
    const { clock, pending, answers, fallbacks } = use();
    const id = pending.open({}, (text) => answers.push(text)) ?? "";
    await clock.advance(150);
    should(answers).eql(["fallback"]);
    should(fallbacks()).equal(1);
    should(pending.find(id)).be.undefined();
  });

  it("answer at once where too many wait", () => {
    const { pending, answers, fallbacks } = use({ most: 2 });
    const ids = [1, 2, 3].map(() => pending.open({}, (text) => answers.push(text)));
    should(ids.map((id) => typeof id)).eql(["string", "string", "undefined"]);
    should([answers, fallbacks()]).eql([["fallback"], 1]);
  });

  it("answer all with the fallback at the end, and leave no timer", () => {
    const { clock, pending, answers, fallbacks } = use();
    for (let call = 0; call < 5; call += 1) pending.open({}, (text) => answers.push(text));
    pending.close();
    should(answers).eql(Array(5).fill("fallback"));
    should([fallbacks(), clock.pending]).eql([0, 0]);
  });

  it("answer with the fallback, and keep nothing, where one comes after the end", () => {
    const { clock, pending, answers, fallbacks } = use();
    pending.close();
    should(pending.open({}, (text) => answers.push(text))).be.undefined();
    should(answers).eql(["fallback"]);
    should([fallbacks(), clock.pending]).eql([0, 0]);
  });

  for (const [when, end] of Object.entries<(used: Used, id: string) => unknown>({
    "nobody says more in time": ({ clock }) => clock.advance(150),
    "the rest cannot be said": ({ pending }, id) => pending.find(id)?.settle(),
    "all ends": ({ pending }) => pending.close(),
  })) {
    it(`answer with what was said so far where ${when}`, async () => {
      const used = use();
      const { clock, pending, answers } = used;
      const id = pending.open({}, (text) => answers.push(text)) ?? "";
      pending.open({}, (text) => answers.push(text));
      pending.find(id)?.fallBackOn("no");
      await end(used, id);
      should(answers[0]).equal("no");
      pending.close();
      should([answers, clock.pending]).eql([["no", "fallback"], 0]);
    });
  }

  it("answer with what is said in the end, whatever was said so far", () => {
    const { pending, answers } = use();
    const id = pending.open({}, (text) => answers.push(text)) ?? "";
    pending.find(id)?.fallBackOn("no");
    pending.find(id)?.settle("no, and why");
    should(answers).eql(["no, and why"]);
  });
});
