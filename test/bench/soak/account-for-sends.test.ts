import should from "should";
import { accountForSends } from "../../../bench/soak/account-for-sends";
import { arrival, soakRecordOf } from "./soak-record-of";
import type { PrintedEvent } from "./soak-record-of";

const given = (number: number, node = "texts"): PrintedEvent => ({
  ...{ what: "given", node, number, text: `${node} ${number}`, to: ["ann"] },
});
const out = (number: number, node = "texts", messageId: string | null = "id-0"): PrintedEvent => ({
  ...{ what: "out", node, number, recovered: false, isPart: false, payload: [{ to: "ann", messageId }] },
});
const done = (number: number, error?: object, node = "texts"): PrintedEvent => ({
  ...{ what: "done", node, number },
  ...(error === undefined ? {} : { error: { words: "", ...error } }),
});
const silent = { code: "CHAT_NO_ANSWER", uncertain: ["ann"] };
const killed = [{ process: 1, at: 2_000, kept: new Set<number>() }];

/** What an account must say; fates where they are of interest. */
interface Expected {
  readonly fates?: Readonly<Record<string, number>>;
  readonly problems: readonly string[];
}

describe("the account of what was sent", () => {
  const cases: readonly (readonly [name: string, record: Parameters<typeof soakRecordOf>, expected: Expected])[] = [
    [
      "delivered once",
      [[given(1), out(1), done(1)], { arrived: [arrival("texts 1", "ann")] }],
      { fates: { "delivered once": 1 }, problems: [] },
    ],
    ["missing", [[given(1), done(1)]], { problems: ["texts 1 (texts 1) to ann is missing"] }],
    [
      "delivered, and nobody heard",
      [[given(1), done(1)], { arrived: [arrival("texts 1", "ann")] }],
      { problems: ["texts 1 (texts 1) to ann arrived, and the flow heard nothing"] },
    ],
    [
      "not delivered, with a receipt",
      [[given(1), out(1), done(1)]],
      {
        problems: [
          "texts 1 (texts 1) to ann has a receipt and did not arrive",
          "texts 1 (texts 1) to ann has the receipt of another",
        ],
      },
    ],
    [
      "delivered twice where it must not be",
      [[given(1), out(1), done(1)], { arrived: [arrival("texts 1", "ann"), arrival("texts 1", "ann", 1)] }],
      {
        problems: ["texts 1 (texts 1) to ann arrived more than once", "1 messages arrived twice, and 0 were said to"],
      },
    ],
    [
      "delivered twice, and said",
      [
        [given(1, "repeated"), out(1, "repeated"), done(1, undefined, "repeated")],
        {
          arrived: [arrival("repeated 1", "ann"), arrival("repeated 1", "ann", 1)],
          lines: ["[warn] This message may have arrived twice"],
        },
      ],
      { fates: { "delivered more than once, and said": 1 }, problems: [] },
    ],
    [
      "uncertain and set aside",
      [
        [given(1), done(1, { code: "CHAT_NO_ANSWER", uncertain: ["ann"] })],
        { arrived: [arrival("texts 1", "ann")], aside: [{ preview: "texts 1", to: ["ann"] }] },
      ],
      { fates: { "uncertain, and it arrived": 1 }, problems: [] },
    ],
    [
      "uncertain and forgotten",
      [[given(1), done(1, { code: "CHAT_NO_ANSWER", uncertain: ["ann"] })]],
      { problems: ["texts 1 (texts 1) to ann is uncertain and not set aside"] },
    ],
    [
      "refused",
      [[given(1), done(1, { code: "CHAT_REJECTED", unsent: ["ann"] })]],
      { fates: { "failed: CHAT_REJECTED": 1 }, problems: [] },
    ],
    [
      "refused, and it arrived",
      [[given(1), done(1, { code: "CHAT_REJECTED", unsent: ["ann"] })], { arrived: [arrival("texts 1", "ann")] }],
      { problems: ["texts 1 (texts 1) to ann arrived although it was refused"] },
    ],
    [
      "killed before it was taken in",
      [[given(1), out(1), done(1), given(2)], { arrived: [arrival("texts 1", "ann")], killed }],
      { fates: { "delivered once": 1, "killed before it was taken in": 1 }, problems: [] },
    ],
    [
      "lost although a later one had been taken in",
      [[given(1), given(2), out(2), done(2)], { arrived: [arrival("texts 2", "ann")], killed }],
      { problems: ["texts 1 (texts 1) to ann is missing"] },
    ],
    [
      "lost although the journal had it",
      [[given(1)], { killed: [{ process: 1, at: 2_000, kept: new Set([1]) }] }],
      { problems: ["texts 1 (texts 1) to ann is missing"] },
    ],
    [
      "killed in an outbox that keeps nothing",
      [[given(1, "fleeting")], { killed }],
      { fates: { "ended with its process, kept in memory only": 1 }, problems: [] },
    ],
    [
      "uncertain because Redis fell silent, and set aside nowhere",
      [[given(1, "shared"), done(1, { ...silent, issues: [{ path: "redisUrl" }] }, "shared")]],
      { fates: { "uncertain, and it did not arrive": 1 }, problems: [] },
    ],
    [
      "uncertain and forgotten by Redis",
      [[given(1, "shared"), done(1, silent, "shared")]],
      { problems: ["shared 1 (shared 1) to ann is uncertain and not set aside"] },
    ],
    [
      "lost although Redis had it",
      [[given(1, "shared")], { killed: [{ process: 1, at: 2_000, kept: new Set([1]) }] }],
      { problems: ["shared 1 (shared 1) to ann is missing"] },
    ],
    [
      "missing in a room",
      [[given(1, "rooms"), given(2, "rooms"), out(2, "rooms", null)], { arrived: [arrival("rooms 2", "ann")] }],
      { problems: ["rooms 1 (rooms 1) to ann is missing"] },
    ],
    [
      "doubled in a room",
      [[given(1, "rooms"), out(1, "rooms")], { arrived: [arrival("rooms 1", "ann"), arrival("rooms 1", "ann", 1)] }],
      {
        problems: ["rooms 1 (rooms 1) to ann arrived more than once", "1 messages arrived twice, and 0 were said to"],
      },
    ],
    ["from nobody", [[], { arrived: [arrival("texts 9", "ann")] }], { problems: ["id-0 to ann was never given"] }],
  ];
  for (const [name, record, expected] of cases) {
    it(`knows what is ${name}`, () => {
      const account = accountForSends(soakRecordOf(...record));
      should(account.problems).eql(expected.problems);
      if (expected.fates !== undefined) should(account.fates).eql(expected.fates);
    });
  }
});
