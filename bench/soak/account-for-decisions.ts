import { meetsBreak } from "./breaks";
import { decideWithinMs } from "./decision-load";
import type { SoakDecision } from "./decision-load";
import { findLateVerdicts } from "./find-late-verdicts";
import { readDecisionAnswer } from "./read-decision-answer";
import type { SoakEvent } from "./soak-events";
import { countEach, groupBy } from "./soak-record";
import type { Account, SoakRecord } from "./soak-record";

/** The machine may have much to do: so much later than its time an answer may come. */
const latestMs = decideWithinMs + 5_000;
/** Clocks of two processes, and timers that fire a moment early. */
const earliestMs = decideWithinMs - 20;
/** Between the question and the flow's hearing of it others have their turn; those in time take 300 ms, and no more. */
const surelyInTimeMs = decideWithinMs - 500;
/** A kill or a deploy so long before or after takes the question, the verdict, or the answer. */
const momentMs = 1_000;

/**
 * Accounts for every message that was held back until the flow decides: its verdict was answered in time, or the fallback
 * when the time was over; a verdict that came too late was dropped with a warning.
 */
export function accountForDecisions(record: SoakRecord): Account {
  const about = groupBy(record.events.filter(isAboutDecision), ({ number }) => number);
  const lateVerdicts = findLateVerdicts(record.events);
  const found = record.decisions.map((decision) => {
    const { number, askedAt, waitMs = 0, answers } = decision;
    const endedAt = askedAt + Math.max(waitMs, ...answers.map(({ afterMs }) => afterMs));
    const isBroken = meetsBreak(record.breaks, askedAt - momentMs, endedAt + momentMs);
    const late = lateVerdicts.filter((verdict) => verdict.number === number);
    const facts: Facts = { decision, about: about.get(number) ?? [], late, isBroken };
    return { fate: fateOf(facts), problems: wrongWith(facts).map((what) => `decision ${number} ${what}`) };
  });
  return {
    fates: countEach(found.map(({ fate }) => `decision: ${fate}`)),
    problems: found.flatMap(({ problems }) => problems),
  };
}

interface Facts {
  readonly decision: SoakDecision;
  readonly about: readonly AboutDecision[];
  readonly late: ReturnType<typeof findLateVerdicts>;
  /** Whether a kill or a deploy came in between. */
  readonly isBroken: boolean;
}

function fateOf({ decision, late, isBroken }: Facts): string {
  const meanings = decision.answers.map(({ text }) => readDecisionAnswer(text, decision));
  if (meanings.includes("verdict")) return "the flow's verdict";
  if (decision.hungUp) return "nobody waited for the verdict";
  if (meanings.length === 0) return "not answered";
  if (isBroken) return "the fallback, a kill or a deploy came in between";
  return late.length > 0 ? "the fallback, the verdict came too late" : "the fallback, the flow said nothing";
}

function wrongWith({ decision, about, late, isBroken }: Facts): readonly string[] {
  const { waitMs, hungUp, answers } = decision;
  const hearings = about.filter(({ what, node }) => what === "heard" && node === "decide");
  const atRespond = about.filter(({ node }) => node === "respond");
  const given = atRespond.filter(({ what }) => what === "given");
  const wasTaken = atRespond.some(({ what }) => what === "out");
  const meanings = answers.map(({ text }) => readDecisionAnswer(text, decision));
  const gotVerdict = meanings.includes("verdict");
  const isFallback = meanings.includes("fallback") && !gotVerdict;
  const isEarly = isFallback && answers.some(({ afterMs }) => afterMs < earliestMs);
  const wasInTime = late.some((verdict) => hearings.some(({ at }) => verdict.givenAt - at < surelyInTimeMs));
  const always: readonly (readonly [what: string, isWrong: boolean])[] = [
    ["was answered what nobody said", meanings.includes("other")],
    ["was answered too late", answers.some(({ afterMs }) => afterMs > latestMs)],
    ["was dropped, and nobody was warned", late.some(({ isWarned }) => !isWarned)],
  ];
  const whileNothingBreaks: typeof always = [
    ["was heard more than once", hearings.length > 1],
    ["failed in the respond node", atRespond.some((event) => event.what === "done" && event.error !== undefined)],
    ["was answered, and the flow never asked", answers.length > 0 && hearings.length === 0],
    ["was answered with a verdict that was never given", gotVerdict && !wasTaken],
    ["has a verdict that was taken and not answered", wasTaken && isFallback],
    ["was answered the fallback before its time was over", isEarly],
    ["was not answered", answers.length === 0 && !hungUp],
    [
      "has a verdict that did not come to the respond node",
      waitMs !== undefined && hearings.length > 0 && given.length === 0,
    ],
    ["was dropped as too late, and came in time", wasInTime && !hungUp],
  ];
  return [...always, ...(isBroken ? [] : whileNothingBreaks)].flatMap(([what, isWrong]) => (isWrong ? [what] : []));
}

type AboutDecision = Extract<SoakEvent, { readonly number: number }>;

function isAboutDecision(event: SoakEvent): event is AboutDecision {
  return "number" in event && (event.node === "decide" || event.node === "respond");
}
