import should from "should";
import { readHelp, shippedMarkdown } from "../../scripts/read-help";

describe("the help pages that are shipped", () => {
  it("are what Node-RED takes for a node's help in Markdown", () => {
    const page = readHelp("en-US", "send-message");
    should(page).startWith(
      '<script type="text/markdown" data-help-name="agora-chat-send-message">\nSends a chat message ',
    );
    should(page).endWith(")\n</script>\n");
  });

  it("have sentences that are written a line each in one line", () => {
    should(shippedMarkdown("One.\nTwo.\n\n- Three.\n  Four.\n- Five.\n")).equal(
      "One. Two.\n\n- Three. Four.\n- Five.\n",
    );
    should(shippedMarkdown("### Head\nOne.\n")).equal("### Head\nOne.\n");
  });

  it("put no space after a full-width stop", () => {
    should(shippedMarkdown("一。\n`二`。\n「三。」\n四！\nFive.\n六。\n")).equal("一。`二`。「三。」四！Five. 六。\n");
  });

  it("have each description in one line, and each row in its own", () => {
    should(shippedMarkdown(": to (text | list) : One.\n  Two.\n: *an* (text) : Three.\n")).equal(
      ": to (text | list) : One. Two.\n: *an* (text) : Three.\n",
    );
    should(shippedMarkdown("1. out\n\n   : to (text) : One.\n     Two.\n")).equal(
      "1. out\n\n   : to (text) : One. Two.\n",
    );
    should(shippedMarkdown("| A | B |\n| --- | --- |\n| `C` | D. |\n")).equal(
      "| A | B |\n| --- | --- |\n| `C` | D. |\n",
    );
  });

  it("have no colons that Node-RED would take for those of a description, and the same text all the same", () => {
    should(shippedMarkdown("See `a`: (b) or c: d.\n")).equal("See `a`&#58; (b) or c&#58; d.\n");
    should(shippedMarkdown(": to (text) : such as: `{a: b}`, `c`\n")).equal(
      ": to (text) : such as&#58; <code>&#123;a&#58; b&#125;</code>, `c`\n",
    );
    should(shippedMarkdown("- [Docs: one](https://docs.example/a:b)\n")).equal(
      "- [Docs&#58; one](https://docs.example/a:b)\n",
    );
  });
});
