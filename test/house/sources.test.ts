import { existsSync } from "node:fs";
import { homedir } from "node:os";
import { join, posix } from "node:path";
import should from "should";
import { filesBelow, root, textOf } from "./checkout";

const text = /\.(ts|mjs|js|json|html|css|md|svg|yml|yaml)$|^\.[^/]+$|^\.ci\/|^LICENSE$/;
const maxLines = 220;

describe("the sources", () => {
  it(`are files of ${maxLines} lines at most in src/ and nodes/`, () => {
    const long = ["src", "nodes"]
      .flatMap(filesBelow)
      .filter((path) => path.endsWith(".ts"))
      .map((path) => ({ path, lines: textOf(path).split("\n").length - 1 }))
      .filter(({ lines }) => lines > maxLines);
    should(long).be.empty();
  });

  it("name no path of a machine and no registry", () => {
    // This checkout and this user's home, whatever they are called, and what such paths look like elsewhere.
    const own = [`${root}/`, `${homedir()}/`];
    const foreign = /\/(?:home|Users)\/\w+\/|registry\.(?:npmjs|yarnpkg|npmmirror)|"resolved":\s"http/;
    const wrong = filesBelow(".")
      .filter((path) => text.test(path))
      .filter((path) => foreign.test(textOf(path)) || own.some((name) => textOf(path).includes(name)));
    should(wrong).be.empty();
  });

  it("leave nothing for later", () => {
    const unfinished = new RegExp(["\\b(?:TO", "DO|FIX", "ME)\\b|\\b(?:it|describe)\\.(?:only|skip)\\("].join(""));
    const wrong = ["src", "nodes", "scripts", "bench", "test"]
      .flatMap(filesBelow)
      .filter((path) => path.endsWith(".ts") && unfinished.test(textOf(path)));
    should(wrong).be.empty();
  });
});

describe("the documents", () => {
  const documents = filesBelow(".").filter((path) => path.endsWith(".md"));

  it("link to files that exist", () => {
    const broken = documents.flatMap((path) =>
      [...textOf(path).matchAll(/\]\(([^)\s]+)\)|\b(?:src|href)="([^"]+)"/g)]
        .map((match) => (match[1] ?? match[2] ?? "").replace(/#.*$/, ""))
        .filter((link) => link !== "" && !/^[a-z]+:/i.test(link))
        .filter((link) => !existsSync(join(root, posix.dirname(path), link)))
        .map((link) => `${path}: ${link}`),
    );
    should(broken).be.empty();
  });

  it("name files that exist in their recipes", () => {
    const recipe = "CONTRIBUTING.md";
    const named = [...textOf(recipe).matchAll(/`([\w.-]+\/[\w./-]*)`/g)].map((match) => match[1] ?? "");
    should(named).not.be.empty();
    // `dist/` and `.cache/` are made, and may not be there yet.
    should(named.filter((path) => !/^(dist|\.cache)\//.test(path) && !existsSync(join(root, path)))).be.empty();
  });
});
