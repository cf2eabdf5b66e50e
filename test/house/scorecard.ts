import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { minVersion, satisfies } from "semver";
import packageJson from "../../package.json";
import { filesBelow, jsonOf } from "./checkout";
import { registeredTypes } from "./registered-types";

/** A rule of the node library's scorecard, and how the package does. */
export interface ScoredRule {
  /** As the scorecard names it. */
  readonly id: string;
  /** What it wants. */
  readonly asks: string;
  /** What there is. */
  readonly found: string;
  readonly passes: boolean;
}

/** The newest releases of Node-RED's lines, and the oldest Node.js that the newest of them runs on. */
const nodeRed = { versions: ["4.1.15", "5.0.7"], oldestNode: "22.9.0" };

/** The newest releases of what we depend on, when the ranges were last looked at. */
const newest: Readonly<Record<string, string>> = { "agora-token": "2.0.6", axios: "1.21.1", "form-data": "4.0.6" };

/** The name that nobody else had, when it was chosen. */
const ownName = "node-red-agora-chat";

/** Packages that the scorecard wants nowhere in the tree. */
const bad: Readonly<Record<string, string>> = { "agent-base": "<6.0.0" };

/**
 * Goes by the rules of `node-red-dev validate`, which the node library runs on everything it lists, without a network: what
 * it would ask of the registry and of the library stands here.
 *
 * @param folder the package as users get it
 */
export function scorecard(folder: string): readonly ScoredRule[] {
  const { name, license, repository, bugs, keywords, engines, dependencies } = packageJson;
  const pages = Object.keys(packageJson["node-red"].nodes).map((set) => join(folder, "dist", `${set}.html`));
  const types = pages.flatMap((page) => registeredTypes(readFileSync(page, "utf8")));
  const range = packageJson["node-red"].version;
  const unsuited = nodeRed.versions.filter((version) => !satisfies(version, range));
  const foreign = types.map(({ type }) => type).filter((type) => !type.startsWith("agora-chat-"));
  const missing = types
    .filter(({ literals }) => literals["category"] !== "config")
    .map(({ type }) => type)
    .filter((type) => !typesInExamples().has(type));
  const count = Object.keys(dependencies).length;
  const found = badPackages();
  const behind = Object.entries(dependencies).flatMap(([dependency, wanted]) => tooOld(dependency, wanted));
  const published = JSON.parse(readFileSync(join(folder, "package.json"), "utf8")) as { name: string };
  return [
    rule("P01", "a licence", license, existsSync(join(folder, "LICENSE"))),
    rule("P02", "the name that the repository has", published.name, published.name === name),
    rule("P03", "a repository or a place for bugs", bugs.url, [repository.url, bugs.url].every(isWebAddress)),
    rule("P04", "a scoped name", name, /^@[a-z\d][\w-.]+\/[a-z\d][\w-.]*$/.test(name)),
    rule("P05", "the keyword node-red", keywords.slice(0, 2).join(", ") + ", …", keywords.includes("node-red")),
    rule("P06", "a range that takes Node-RED as it is now", range, unsuited.length === 0),
    rule("P07", `a range that takes Node.js ${nodeRed.oldestNode}`, engines.node, runsOnOldest(engines.node)),
    rule("P08", "a name that nobody has in another scope", name, name.endsWith(`/${ownName}`)),
    rule(
      "N01",
      "types of nobody else's",
      `${types.length} types, all agora-chat-…`,
      types.length > 0 && !foreign.length,
    ),
    rule("N02", "each node in an example", missing.join(", ") || "all are", types.length > 1 && missing.length === 0),
    rule("D01", "six dependencies at most", String(count), count <= 6),
    rule("D02", "no package that is known to break others", found.join(", ") || "none", found.length === 0),
    rule("D03", "ranges that take the newest releases", behind.join("; ") || "all do", behind.length === 0),
  ];
}

function rule(id: string, asks: string, found: string, passes: boolean): ScoredRule {
  return { id, asks, found, passes };
}

function isWebAddress(url: string): boolean {
  return /^(git\+)?https:\/\//.test(url);
}

function runsOnOldest(range: string): boolean {
  return satisfies(nodeRed.oldestNode, range) && minVersion(range)?.version === "20.0.0";
}

/** Reads every file in there as the scorecard does: one that is no list of nodes would break it. */
function typesInExamples(): ReadonlySet<string> {
  const nodes = filesBelow("examples").flatMap((path) => jsonOf(path) as readonly { readonly type: string }[]);
  return new Set(nodes.map(({ type }) => type));
}

/** Of all that is installed with the package. */
function badPackages(): readonly string[] {
  const { packages } = jsonOf("package-lock.json") as {
    readonly packages: Readonly<Record<string, { readonly dev?: boolean; readonly version?: string }>>;
  };
  return Object.entries(packages)
    .filter(([, { dev }]) => dev !== true)
    .map(([path, { version = "" }]) => ({ name: path.replace(/^.*node_modules\//, ""), version }))
    .filter(({ name, version }) => satisfies(version, bad[name] ?? "<0.0.0-0"))
    .map(({ name, version }) => `${name}@${version}`);
}

function tooOld(name: string, range: string): readonly string[] {
  const version = newest[name];
  if (version === undefined) return [`${name} is not looked at`];
  return satisfies(version, range) ? [] : [`${name} ${version}`];
}
