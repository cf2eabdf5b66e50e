import should from "should";
import { filesBelow } from "./checkout";
import { findCycle, importsOf } from "./import-graph";

/** A part of the project, by its files, and the parts whose files it may import besides its own. */
interface Part {
  readonly name: string;
  readonly holds: RegExp;
  readonly mayImport: readonly string[];
}

/** The first that holds a file is its part. */
const parts: readonly Part[] = [
  { name: "client", holds: /^src\/client\//, mayImport: [] },
  { name: "delivery", holds: /^src\/delivery\//, mayImport: ["client"] },
  { name: "callbacks", holds: /^src\/callbacks\//, mayImport: ["client"] },
  { name: "emulator page", holds: /^src\/emulator\/page\//, mayImport: [] },
  { name: "emulator", holds: /^src\/emulator\//, mayImport: [] },
  { name: "saved nodes", holds: /^nodes\/saved\//, mayImport: [] },
  {
    name: "dialogs",
    holds: /^nodes\/(editor-kit\/|[^/]+\/editor\b)/,
    mayImport: ["client", "callbacks", "saved nodes"],
  },
  { name: "templates", holds: /^nodes\/(dialog-kit\/|[^/]+\/dialog\.ts$)/, mayImport: [] },
  { name: "nodes", holds: /^nodes\//, mayImport: ["client", "delivery", "callbacks", "saved nodes"] },
  { name: "scripts", holds: /^scripts\//, mayImport: ["emulator"] },
  // A test that is run by hand for long: it stands on what the tests of real processes stand on.
  { name: "soak", holds: /^bench\/soak\//, mayImport: ["bench", "emulator", "scripts", "tests"] },
  { name: "bench", holds: /^bench\//, mayImport: ["client", "delivery", "callbacks", "emulator", "nodes", "scripts"] },
  {
    name: "tests",
    holds: /^test\//,
    mayImport: [
      "client",
      "delivery",
      "callbacks",
      "emulator page",
      "emulator",
      "saved nodes",
      "dialogs",
      "templates",
      "nodes",
      "scripts",
      "bench",
      "soak",
    ],
  },
];

const sources = ["src", "nodes", "scripts", "bench", "test"].flatMap(filesBelow).filter((path) => path.endsWith(".ts"));

function partOf(path: string): Part | undefined {
  return parts.find((part) => part.holds.test(path));
}

describe("the layers of the project", () => {
  it("give every source file a place", () => {
    should(sources.filter((path) => partOf(path) === undefined)).be.empty();
  });

  for (const part of parts) {
    it(`let the ${part.name} import ${["only itself", ...part.mayImport].join(", ")}`, () => {
      const allowed = [part.name, ...part.mayImport];
      const wrong = sources
        .filter((path) => partOf(path) === part)
        .flatMap((path) => importsOf(path).files.map((file) => ({ path, file })))
        .filter(({ file }) => file.endsWith(".ts") && !allowed.includes(partOf(file)?.name ?? ""))
        .map(({ path, file }) => `${path} imports ${file}`);
      should(wrong).be.empty();
    });
  }

  it("keep Node-RED out of src/", () => {
    const wrong = sources
      .filter((path) => path.startsWith("src/"))
      .filter((path) => importsOf(path).packages.some((name) => /^(node-red|@node-red)\b/.test(name)));
    should(wrong).be.empty();
  });

  it("keep everything out of the browser's code that a browser has not", () => {
    const wrong = sources
      .filter((path) => /^(dialogs|emulator page)$/.test(partOf(path)?.name ?? ""))
      .flatMap((path) => importsOf(path).packages.map((name) => `${path} imports ${name}`))
      .filter((line) => !/ imports (node-red|jquery)$/.test(line));
    should(wrong).be.empty();
  });

  it("build the templates of dialogs from nothing but themselves", () => {
    const wrong = sources
      .filter((path) => partOf(path)?.name === "templates")
      .flatMap((path) => importsOf(path).packages.map((name) => `${path} imports ${name}`));
    should(wrong).be.empty();
  });

  it("hold no circle of imports", () => {
    should(findCycle(sources)?.join(" -> ")).be.undefined();
  });
});
