import should from "should";
import { compareHelp } from "./compare-help";

const english = `<p>Put <code>to</code> beside <code>body</code>.</p>
<dl class="message-properties"><dt>to</dt><dd><code>{"type": "txt", "msg": "Hello"}</code></dd></dl>
<a href="https://docs.example" target="_blank">Docs</a>`;

describe("the comparison of help pages", () => {
  it("is content with other words in another order, and another text in an example", () => {
    const german = english
      .replace("Put <code>to</code> beside <code>body</code>.", "Neben <code>body</code\n> steht <code\n>to</code>.")
      .replace("Hello", "Hallo")
      .replace('href="https://docs.example" target', 'href="https://docs.example"\n  target');
    should(compareHelp(english, german)).be.empty();
  });

  it("names a tag that is missing, other, or too many, and where", () => {
    should(compareHelp(english, english.replace("<p>", "").replace("</p>", ""))).eql([
      'after  comes <dl class="message-properties"> instead of <p>',
    ]);
    should(compareHelp(english, english.replace(' class="message-properties"', "")).join()).containEql(
      'comes <dl> instead of <dl class="message-properties">',
    );
    should(compareHelp(english, `${english}<p>`).join()).containEql("comes <p> instead of nothing");
  });

  it("names a code or link that is missing, or not in English", () => {
    should(compareHelp(english, english.replace("<code>body</code>", "body"))).eql(["the code body is missing"]);
    should(compareHelp(english, english.replace("<code>to</code>", "<code>an</code>"))).eql([
      "the code to is missing",
      "the code an is not in the English one",
    ]);
    const elsewhere = english.replace("docs.example", "docs.example.cn");
    should(compareHelp(english, elsewhere).length).equal(2);
    should(compareHelp(english, elsewhere, { "https://docs.example": "https://docs.example.cn" })).be.empty();
  });
});
