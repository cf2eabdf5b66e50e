import should from "should";
import { accountForDecisions } from "../../../bench/soak/account-for-decisions";
import type { SoakDecision } from "../../../bench/soak/decision-load";
import { soakRecordOf } from "./soak-record-of";
import type { PrintedEvent } from "./soak-record-of";

const number = 5;
const askedAt = 100_000;
const refusal = '{"valid":false}';
/** So many milliseconds after it was asked. */
const at = (afterMs: number) => askedAt + afterMs;
const heard: PrintedEvent = { what: "heard", node: "decide", number, at: at(5) };
const said = (what: "given" | "out" | "done", afterMs: number, more: object = {}): PrintedEvent => ({
  ...{ what, node: "respond", number, at: at(afterMs) },
  ...more,
});
const taken = [heard, said("given", 200), said("out", 201, { payload: {} }), said("done", 202)];
const warned: PrintedEvent = { what: "warned", node: "respond", at: at(1_700) };
const tooLate = [heard, said("given", 1_700), said("done", 1_701)];
const decision = (changes: Partial<SoakDecision> = {}): SoakDecision => ({
  ...{ number, wanted: "allow", waitMs: 200, askedAt, hungUp: false },
  answers: [{ text: '{"valid":true}', afterMs: 210 }],
  ...changes,
});
const fallback = (afterMs = 1_005, changes: Partial<SoakDecision> = {}): SoakDecision =>
  decision({ answers: [{ text: refusal, afterMs }], ...changes });
const { waitMs: _none, ...silent } = fallback();

describe("the account of the decisions", () => {
  const right: readonly (readonly [fate: string, events: readonly PrintedEvent[], decision: SoakDecision])[] = [
    ["the flow's verdict", taken, decision()],
    [
      "the flow's verdict",
      taken,
      decision({ wanted: "refuse", answers: [{ text: '{"valid":false,"code":"refused 5"}', afterMs: 210 }] }),
    ],
    [
      "the flow's verdict",
      taken,
      decision({
        wanted: "change",
        answers: [
          { text: '{"valid":true,"payload":{"bodies":[{"type":"txt","msg":"changed 5"}],"ext":{}}}', afterMs: 210 },
        ],
      }),
    ],
    ["the fallback, the verdict came too late", [...tooLate, warned], fallback(1_005, { waitMs: 1_700 })],
    ["the fallback, the flow said nothing", [heard], silent],
    [
      "nobody waited for the verdict",
      [heard, said("given", 405), { ...warned, at: at(405) }, said("done", 406)],
      decision({ waitMs: 400, hungUp: true, answers: [] }),
    ],
  ];
  for (const [fate, events, one] of right) {
    it(`finds nothing wrong: ${fate} (${one.wanted})`, () => {
      should(accountForDecisions(soakRecordOf(events, { decisions: [one] }))).eql({
        fates: { [`decision: ${fate}`]: 1 },
        problems: [],
      });
    });
  }

  const wrong: readonly (readonly [what: string, events: readonly PrintedEvent[], decision: SoakDecision])[] = [
    ["was answered what nobody said", taken, decision({ wanted: "refuse" })],
    ["was answered too late", [heard], { ...silent, answers: [{ text: refusal, afterMs: 6_500 }] }],
    ["was dropped, and nobody was warned", tooLate, fallback(1_005, { waitMs: 1_700 })],
    ["was heard more than once", [heard, ...taken], decision()],
    [
      "failed in the respond node",
      [heard, said("given", 200), said("done", 201, { error: { code: "CHAT_INVALID_INPUT", words: "" } })],
      fallback(),
    ],
    ["was answered, and the flow never asked", [], fallback()],
    ["was answered with a verdict that was never given", [heard, said("given", 200)], decision()],
    ["has a verdict that was taken and not answered", taken, fallback()],
    ["was answered the fallback before its time was over", [heard], { ...silent, answers: fallback(700).answers }],
    ["was not answered", [heard], { ...silent, answers: [] }],
    ["has a verdict that did not come to the respond node", [heard], fallback()],
    [
      "was dropped as too late, and came in time",
      [heard, said("given", 200), { ...warned, at: at(200) }, said("done", 201)],
      fallback(),
    ],
  ];
  for (const [what, events, one] of wrong) {
    it(`names what ${what}`, () => {
      should(accountForDecisions(soakRecordOf(events, { decisions: [one] })).problems).eql([`decision 5 ${what}`]);
    });
  }

  it("forgives what a kill or a deploy took on its way", () => {
    const lost = soakRecordOf([heard], { decisions: [decision({ answers: [] })] });
    should(accountForDecisions(lost).problems).have.length(2);
    should(accountForDecisions({ ...lost, breaks: [{ from: at(300), to: at(9_000) }] }).problems).be.empty();
    should(accountForDecisions({ ...lost, breaks: [{ from: at(3_000), to: at(9_000) }] }).problems).have.length(2);
  });

  it("takes a warning for a minute of late verdicts, of its own process only", () => {
    const late = { decisions: [fallback(1_005, { waitMs: 1_700 })] };
    const problemsWith = (...warnings: readonly PrintedEvent[]) =>
      accountForDecisions(soakRecordOf([...warnings, ...tooLate], late)).problems;
    should(problemsWith({ ...warned, at: at(-50_000) })).be.empty();
    should(problemsWith({ ...warned, at: at(-70_000) })).have.length(1);
    should(problemsWith({ ...warned, process: 2 })).have.length(1);
  });
});
