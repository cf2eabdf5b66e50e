import { inspect } from "node:util";
import { runInNewContext } from "node:vm";
import should from "should";
import { parseHours } from "../../../../src/client/history/parse-hours";
import type { Issue } from "../../../../src/client/issue";
import { wholeLists } from "../../../support/whole-lists";

function hoursOf(start: unknown, end?: unknown, offsetHours = 0): readonly string[] | readonly Issue[] {
  const issues: Issue[] = [];
  const hours = parseHours(start, end, offsetHours, issues);
  return issues.length > 0 ? issues : hours;
}

describe("hours of history", () => {
  const accepted: readonly (readonly [unknown, string, string])[] = [
    ["2025100907", "2025100907", "2025100907"],
    [" 2025100907 ", "2025100907", "2025100907"],
    [2_025_100_907, "2025100907", "2025100907"],
    ["2025-10-09T07:30:00Z", "2025100907", "2025100915"],
    [" 2025-10-09T07:30:10,5Z\n", "2025100907", "2025100915"],
    ["2025-10-09T07:59:59.999z", "2025100907", "2025100915"],
    ["2025-10-09T01:30+02:00", "2025100823", "2025100907"],
    ["2025-10-09 07:30:10.5+0200", "2025100905", "2025100913"],
    ["2025-10-09T23:30-05", "2025101004", "2025101012"],
    ["2025-10-09", "2025100900", "2025100908"],
    [1_760_000_000_000, "2025100908", "2025100916"],
    [1_760_000_000_000.5, "2025100908", "2025100916"],
    ["1760000000000", "2025100908", "2025100916"],
    [new Date(1_760_000_000_000), "2025100908", "2025100916"],
    [runInNewContext("new Date(1760000000000)"), "2025100908", "2025100916"],
  ];
  for (const [value, utc, china] of accepted) {
    it(`takes ${JSON.stringify(value)} for ${utc} by a clock in UTC, for ${china} by one eight hours ahead`, () => {
      should(hoursOf(value)).eql([utc]);
      should(hoursOf(value, undefined, 8)).eql([china]);
    });
  }

  it("takes a time without an offset for local time", () => {
    const local = new Date(2025, 9, 9, 7, 30);
    should(hoursOf("2025-10-09T07:30")).eql(hoursOf(local));
  });

  for (const value of [
    "2025100924",
    "2025100925",
    "202510090730",
    "x2025100907",
    ["2025100907"],
    "2025023000",
    "2025130100",
    "1712312359",
    "2025-02-30",
    "2025-10-09T25:00Z",
    "20251009",
    "1760000000",
    "tomorrow",
    0,
    -1,
    1_760_000_000,
    9_999_999_999_999,
    Infinity,
    new Date(NaN),
    {},
    [],
    true,
  ]) {
    it(`refuses ${inspect(value)}`, () => {
      should(hoursOf(value)).match(wholeLists([{ path: "start", problem: "bad-hour" }]));
      should(hoursOf("2025100907", value)).match(wholeLists([{ path: "end", problem: "bad-hour" }]));
    });
  }

  it("shows what looks like a time, and nothing else of what was found", () => {
    should(hoursOf("2025100925")).eql([{ path: "start", problem: "bad-hour", params: { found: "2025100925" } }]);
    should(hoursOf(" 2025-13-09 ")).eql([{ path: "start", problem: "bad-hour", params: { found: "2025-13-09" } }]);
    should(hoursOf(1_760_000)).eql([{ path: "start", problem: "bad-hour", params: { found: "1760000" } }]);
    for (const words of ["meet me at 7", "7 is when we meet", "password"]) {
      should(hoursOf(words)).eql([{ path: "start", problem: "bad-hour", params: { found: '"…"' } }]);
    }
  });

  it("refuses the last moment that there is, which another clock would put behind it", () => {
    for (const offset of [0, 8]) {
      should(hoursOf(new Date(8.64e15), undefined, offset)).match(wholeLists([{ path: "start", problem: "bad-hour" }]));
    }
  });

  it("counts the last hour in, across the ends of days, months and years", () => {
    should(hoursOf("2024022822", "2024022901")).eql(["2024022822", "2024022823", "2024022900", "2024022901"]);
    should(hoursOf("2025123123", "2026010100")).eql(["2025123123", "2026010100"]);
    should(hoursOf("2025100907", "2025100907")).eql(["2025100907"]);
    should(hoursOf("2025100907", "")).eql(["2025100907"]);
    should(hoursOf("2025100906", "2025-10-09T00:10Z", 8)).eql(["2025100906", "2025100907", "2025100908"]);
  });

  it("refuses an end before the start, a range without end, and no start", () => {
    should(hoursOf("2025100907", "2025100906")).eql([
      { path: "end", problem: "end-before-start", params: { start: "2025100907", end: "2025100906" } },
    ]);
    should(hoursOf("2025010100", "2025072807")).have.length(5_000);
    should(hoursOf("2025010100", "2025072808")).eql([
      { path: "end", problem: "range-too-long", params: { found: 5_001, allowed: 5_000 } },
    ]);
    for (const nothing of [undefined, null, ""]) should(hoursOf(nothing)).eql([{ path: "start", problem: "required" }]);
    should(hoursOf("no", "neither")).have.length(2);
  });
});
