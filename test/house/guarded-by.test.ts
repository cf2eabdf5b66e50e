import { existsSync } from "node:fs";
import { join } from "node:path";
import should from "should";
import { root, textOf } from "./checkout";
import { guardsIn } from "./guarded-by";

/** Documents that promise something, and what the numbers of their rows begin with. */
const documents = [
  ["SECURITY.md", "T"],
  ["README.md", "R"],
  ["README.zh-CN.md", "R"],
] as const;

for (const [document, letter] of documents) {
  describe(`the table of ${document}`, () => {
    const rows = guardsIn(document, letter);

    it("has its rows numbered one after the other", () => {
      should([...rows.keys()]).eql([...rows.keys()].map((_, index) => `${letter}${index + 1}`));
      should(rows.size).be.above(9);
    });

    for (const [row, guards] of rows) {
      it(`names for ${row} a test that is there`, () => {
        should(guards).not.be.empty();
        for (const { file, title } of guards) {
          should(existsSync(join(root, file))).equal(true, file);
          should(title.length).be.above(3);
          // Behind the opening of a test: a word somewhere in the file would prove nothing.
          const titles = textOf(file)
            .split("\n")
            .filter((line) => /\b(it|describe)\(/.test(line));
          should(titles.some((line) => line.includes(title))).equal(true, `${file}: ${title}`);
        }
      });
    }
  });
}
