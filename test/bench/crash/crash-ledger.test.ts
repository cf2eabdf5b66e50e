import should from "should";
import { createCrashLedger } from "../../../bench/crash/crash-ledger";
import type { CrashLedger } from "../../../bench/crash/crash-ledger";

const idOf = (text: string, to: readonly string[]): string => JSON.stringify({ text, to });
const none = {
  ...{ messages: 1, recipients: 1, once: 0, twiceAndSaid: 0, twiceUnsaid: 0 },
  ...{ saidToBeInDoubt: 0, lost: 0, unheard: 0, outOfOrder: 0 },
};

describe("the ledger of the crash benchmark", () => {
  let ledger: CrashLedger;

  beforeEach(() => {
    ledger = createCrashLedger();
    ledger.hear({ say: "taken", id: idOf("alarm", ["ann"]) });
  });

  function tell(changes: { mayBeDouble?: boolean; uncertain?: readonly string[] } = {}): void {
    ledger.hear({
      say: "told",
      id: idOf("alarm", ["ann"]),
      ...{ mayBeDouble: false, uncertain: [], unsent: [], ...changes },
    });
  }

  it("finds what arrived once and was told", () => {
    ledger.arrive("alarm", "ann");
    tell();
    should(ledger.verdict()).eql({ ...none, once: 1 });
  });

  it("finds what was taken in and is lost, whatever the flow was told", () => {
    should(ledger.verdict()).eql({ ...none, lost: 1 });
    tell();
    should(ledger.verdict()).eql({ ...none, lost: 1 });
  });

  it("tells a double that was said from one that was not", () => {
    ledger.arrive("alarm", "ann");
    ledger.arrive("alarm", "ann");
    tell();
    should(ledger.verdict()).eql({ ...none, twiceUnsaid: 1 });
    tell({ mayBeDouble: true });
    should(ledger.verdict()).eql({ ...none, twiceAndSaid: 1 });
  });

  it("takes what was said to be uncertain as said, whether it arrived or not", () => {
    tell({ uncertain: ["ann"] });
    should(ledger.verdict()).eql({ ...none, saidToBeInDoubt: 1 });
    ledger.arrive("alarm", "ann");
    should(ledger.verdict()).eql({ ...none, saidToBeInDoubt: 1 });
  });

  it("finds what arrived and was never told, even where nobody said that it had been taken in", () => {
    ledger.arrive("alarm", "ann");
    ledger.arrive("another", "bob");
    should(ledger.verdict()).eql({ ...none, unheard: 2 });
  });

  it("finds a message that arrived behind a later one to the same recipient", () => {
    for (const text of ["Dry, 2", "Dry, 1", "Dry, 2"]) ledger.arrive(text, "ann");
    ledger.arrive("Dry, 0", "bob");
    should(ledger.verdict().outOfOrder).equal(1);
  });
});
