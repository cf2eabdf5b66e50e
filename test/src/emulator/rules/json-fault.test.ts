import should from "should";
import { describeJsonFault } from "../../../../src/emulator/rules/json-fault";

const place = (line: number, column: number): string =>
  `\n at [Source: java.io.BufferedInputStream@7ba7eef2; line: ${line}, column: ${column}]`;

describe("what the service says about malformed JSON", () => {
  const cases: readonly (readonly [string, string, number, number])[] = [
    ['{"a":1,}', "Unexpected character ('}' (code 125)): was expecting double-quote to start field name", 1, 8],
    ['{"a":1,\n ."b":2}', "Unexpected character ('.' (code 46)): was expecting double-quote to start field name", 2, 2],
    ["{a:1}", "Unexpected character ('a' (code 97)): was expecting double-quote to start field name", 1, 2],
    ['{"a" 1}', "Unexpected character ('1' (code 49)): was expecting a colon to separate field name and value", 1, 6],
    ['{"a":1 "b":2}', `Unexpected character ('"' (code 34)): was expecting comma to separate OBJECT entries`, 1, 8],
    ["[1 2]", "Unexpected character ('2' (code 50)): was expecting comma to separate ARRAY entries", 1, 4],
    [
      "[1,]",
      "Unexpected character (']' (code 93)): expected a valid value (number, String, array, object, 'true', 'false' or 'null')",
      1,
      4,
    ],
    ["{} {}", "Unexpected character ('{' (code 123)): was expecting end-of-input", 1, 4],
    ['[{"a":[]}, {}', "Unexpected end-of-input: was expecting comma to separate ARRAY entries", 1, 14],
    [
      "",
      "Unexpected end-of-input: expected a valid value (number, String, array, object, 'true', 'false' or 'null')",
      1,
      1,
    ],
  ];
  for (const [text, words, line, column] of cases) {
    it(`names character and place in ${JSON.stringify(text)}`, () => {
      should(describeJsonFault(text)).equal(words + place(line, column));
    });
  }

  it("comes to an end for any beginning of a valid text", () => {
    const text = '{"a":[1,-2.5e3,"x\\u00e9",true,null,{}],"b":{"c":false}}';
    for (let length = 0; length < text.length; length += 1) {
      should(describeJsonFault(text.slice(0, length))).startWith("Unexpected ");
    }
    should(describeJsonFault("[".repeat(5000))).startWith("Unexpected end-of-input");
  });
});
