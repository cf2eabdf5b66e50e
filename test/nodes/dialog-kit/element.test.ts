import should from "should";
import { block, element } from "../../../nodes/dialog-kit/element";

describe("an element", () => {
  it("has its attributes in the order in which they are given, and its content", () => {
    should(element("label", { for: "x", class: "y" }, "a", "b")).equal('<label for="x" class="y">ab</label>');
  });

  it("leaves out attributes without a value, and writes those that need none by their name", () => {
    should(element("select", { id: undefined, multiple: true })).equal("<select multiple></select>");
  });

  it("cannot be left through an attribute", () => {
    should(element("p", { title: '"><script>&' })).equal('<p title="&quot;>&lt;script>&amp;"></p>');
  });

  it("has no end where HTML knows none", () => {
    should(element("input", { type: "text" })).equal('<input type="text" />');
    should(element("hr", {})).equal("<hr />");
  });

  it("has an end where it is merely empty", () => {
    should(element("textarea", {})).equal("<textarea></textarea>");
  });
});

describe("a block", () => {
  it("has every part of its content on lines of its own, and further in", () => {
    const inner = block("ul", {}, element("li", {}), element("li", {}));
    should(block("div", { id: "x" }, inner, "<hr />")).equal(
      ['<div id="x">', "  <ul>", "    <li></li>", "    <li></li>", "  </ul>", "  <hr />", "</div>"].join("\n"),
    );
  });
});
