import should from "should";
import { compareHelp } from "./compare-help";

const english = `Put \`to\` beside \`body\`.
Then go on.

#### Details

: to (text | list) : such as \`{"type": "txt", "msg": "Hello"}\`.
: *reply* (object) : where it goes.

| Code | What to do |
| --- | --- |
| \`A\` | Wait. |

- [Docs](https://docs.example)
`;

describe("the comparison of help pages", () => {
  it("is content with other words in another order, more sentences, and another text in an example", () => {
    const german = english
      .replace("Put `to` beside `body`.", "Neben `body` steht `to`.\nDas ist alles.")
      .replace("text | list", "Text | Liste")
      .replace("Hello", "Hallo")
      .replace("What to do", "Was zu tun ist");
    should(compareHelp(english, german)).be.empty();
  });

  it("names a part that is missing, other, or too many, and where", () => {
    should(compareHelp(english, english.replace("#### Details\n\n", ""))).eql(["after p comes dt to instead of h4"]);
    should(compareHelp(english, english.replace("####", "###"))).eql(["after p comes h3 instead of h4"]);
    should(compareHelp(english, english.replace("Then", "\nThen"))).eql(["after p comes p instead of h4"]);
    should(compareHelp(english, `${english}- more\n`)).eql([
      "after tr of 2, tr of 2, ul li comes ul li instead of nothing",
    ]);
    should(compareHelp(english, english.replace("- [", "1. [")).join()).containEql("comes ol li instead of ul li");
    should(compareHelp(english, english.replace("| Wait. |", "| Wait. | More. |")).join()).containEql(
      "comes tr of 3 instead of tr of 2",
    );
  });

  it("names a description that Node-RED would not take for one, or whose property is not the English one", () => {
    for (const wrong of [": to : such", ": to (text) such", ":to (text | list) : such", "to (text | list) : such"]) {
      const own = english.replace(": to (text | list) : such", wrong);
      should(compareHelp(english, own)).eql(["after p, h4 comes dt *reply* instead of dt to"], wrong);
    }
    should(compareHelp(english, english.replace(": to (", ": an ("))).eql(["after p, h4 comes dt an instead of dt to"]);
    should(compareHelp(english, english.replace("*reply*", "reply")).join()).containEql("instead of dt *reply*");
  });

  it("names a code or link that is missing, or not in English", () => {
    should(compareHelp(english, english.replace("`body`", "body"))).eql(["the code body is missing"]);
    should(compareHelp(english, english.replace("`to`", "`an`"))).eql([
      "the code to is missing",
      "the code an is not in the English one",
    ]);
    const elsewhere = english.replace("docs.example", "docs.example.cn");
    should(compareHelp(english, elsewhere).length).equal(2);
    should(compareHelp(english, elsewhere, { "https://docs.example": "https://docs.example.cn" })).be.empty();
  });
});
