import should from "should";
import type { HistoryFilter } from "../../../../src/client/history/history-request";
import { matchesFilter } from "../../../../src/client/history/matches-filter";
import { lineSelection } from "../../../../src/client/history/select-lines";
import type { JsonObject } from "../../../../src/client/message";
import { record } from "./fake-history";

const filters: readonly HistoryFilter[] = [
  {},
  { chatTypes: ["groupchat"] },
  { chatTypes: ["chat", "chatroom"] },
  { messageTypes: ["img"] },
  { messageTypes: ["cmd", "txt"] },
  { sender: "sensor-7" },
  { receiver: "229600" },
  { sender: "ann", receiver: "bob", chatTypes: ["chat"], messageTypes: ["txt"] },
  { sender: "übel" },
  { sender: 'quo"te' },
  { sender: "a/b" },
  { sender: "<ann>" },
];

const values: Readonly<Record<"from" | "to" | "chat_type" | "type" | "msg", readonly string[]>> = {
  from: ["sensor-7", "sensor-77", "ann", "übel", 'quo"te', "a/b", "<ann>"],
  to: ["229600", "bob", "2296001", "ann"],
  chat_type: ["chat", "groupchat", "chatroom"],
  type: ["txt", "img", "cmd", "custom"],
  msg: ["img", '"img"', '"from":"sensor-7"', "土壤 🌱", "back\\slash", "\n\u0001", '"msg_id":"1"'],
};

/** A die that falls the same way every time. */
function createDie(): (sides: number) => number {
  let seed = 7;
  return (sides) => {
    seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
    return Math.floor((seed / 2_147_483_648) * sides);
  };
}

/** JSON as others may write it: with spaces, and with escapes where none are needed. */
function oddJson(value: unknown, die: (sides: number) => number): string {
  const space = (): string => [" ", "", "\t", ""][die(4)] ?? "";
  const text = (plain: string): string => {
    const characters = Array.from({ length: plain.length }, (_, place) => plain.charAt(place));
    const written = characters.map((character) => {
      if (die(12) === 0) return `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;
      return character === "/" && die(2) === 0 ? "\\/" : JSON.stringify(character).slice(1, -1);
    });
    return `"${written.join("")}"`;
  };
  if (typeof value === "string") return die(3) === 0 ? text(value) : JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map((entry) => space() + oddJson(entry, die)).join(",")}${space()}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  const entries = Object.entries(value).map(([name, entry]) => {
    return `${space()}${oddJson(name, die)}${space()}:${space()}${oddJson(entry, die)}`;
  });
  return `{${entries.join(`${space()},`)}${space()}}`;
}

function randomRecord(index: number, die: (sides: number) => number): JsonObject {
  const one = (name: keyof typeof values): string => values[name][die(values[name].length)] ?? "";
  const outer = record(`${index + 1}`, { from: one("from"), to: one("to"), chat_type: one("chat_type") });
  const bodies = [{ type: one("type"), msg: one("msg") }];
  switch (die(8)) {
    case 0:
      return { ...outer, payload: { bodies } };
    case 1:
      return { ...outer, payload: null };
    case 2:
      return { ...outer, payload: { bodies: "none", from: one("from"), to: one("to") } };
    case 3:
      // The id is neither first nor the only one.
      return { ext: { msg_id: "1" }, ...outer, payload: { bodies: [...bodies, { type: one("type") }], to: 7 } };
    default:
      return { ...outer, payload: { bodies, ext: { msg_id: "1" }, from: one("from"), to: one("to") } };
  }
}

describe("choosing lines", () => {
  const die = createDie();
  const written = Array.from({ length: 2_000 }, (_, index) => randomRecord(index, die));
  const lines = written.map((each, index) => (index % 3 === 0 ? JSON.stringify(each) : oddJson(each, die)));
  const block = Buffer.from(lines.map((line) => `${line}\n`).join(""));

  it("is tried on lines that say what they should", () => {
    should(lines.map((line) => JSON.parse(line) as unknown)).eql(written);
    should(lines.filter((line) => line.includes("\\u")).length).be.above(500);
  });

  for (const filter of filters) {
    it(`finds exactly those that match ${JSON.stringify(filter)}, however they are written`, () => {
      const expected = written.flatMap((each, index) => (matchesFilter(each, filter) ? [index] : []));
      should(expected.length).be.above(0);
      const asRecords = lineSelection(filter, "records")(block);
      should(asRecords.records).eql(expected.map((index) => written[index]));
      const asLines = lineSelection(filter, "lines")(block);
      should(Buffer.concat(asLines.pieces).toString()).equal(expected.map((index) => `${lines[index]}\n`).join(""));
      for (const selection of [asRecords, asLines]) {
        const { messages, bytes, lines: count, unreadable, duplicates } = selection;
        const expectedBytes = Buffer.concat(asLines.pieces).length;
        should({ messages, bytes, count, unreadable, duplicates }).eql({
          messages: expected.length,
          bytes: expectedBytes,
          count: 2_000,
          unreadable: 0,
          duplicates: 0,
        });
      }
    });
  }

  it("finds doubles alike in lines and in records", () => {
    const twice = Buffer.concat([block, block]);
    for (const form of ["lines", "records"] as const) {
      const { messages, duplicates } = lineSelection({}, form)(twice);
      should([messages, duplicates]).eql([2_000, 2_000]);
    }
  });
});
